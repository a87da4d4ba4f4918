package io.colin.api.portfolio;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A sorted map that nothing can change, so that one copy serves every snapshot until what it copies changes. */
@SuppressWarnings("JdkObsolete") // a sorted map is what Portfolio shows
final class FrozenMap<K, V> extends AbstractMap<K, V> implements SortedMap<K, V> {
    private final SortedMap<K, V> entries;

    private FrozenMap(SortedMap<K, V> entries) {
        this.entries = entries;
    }

    /** A copy, or the map itself where it is one already. */
    static <K, V> FrozenMap<K, V> of(SortedMap<K, V> map) {
        return map instanceof FrozenMap<K, V> frozen ? frozen : holding(new TreeMap<>(map));
    }

    /** Around a map that was made for it and that nobody else keeps. */
    static <K, V> FrozenMap<K, V> holding(SortedMap<K, V> made) {
        return new FrozenMap<>(Collections.unmodifiableSortedMap(made));
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public boolean containsKey(Object key) {
        return entries.containsKey(key);
    }

    @Override
    public @Nullable V get(Object key) {
        return entries.get(key);
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return entries.entrySet();
    }

    @Override
    public Set<K> keySet() {
        return entries.keySet();
    }

    @Override
    public @Nullable Comparator<? super K> comparator() {
        return entries.comparator();
    }

    @Override
    public SortedMap<K, V> subMap(K fromKey, K toKey) {
        return entries.subMap(fromKey, toKey);
    }

    @Override
    public SortedMap<K, V> headMap(K toKey) {
        return entries.headMap(toKey);
    }

    @Override
    public SortedMap<K, V> tailMap(K fromKey) {
        return entries.tailMap(fromKey);
    }

    @Override
    public K firstKey() {
        return entries.firstKey();
    }

    @Override
    public K lastKey() {
        return entries.lastKey();
    }
}
