package io.colin.ml.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** One message in protobuf's wire format: the few kinds of field that ONNX's messages are made of. */
final class WireMessage {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;
    private static final int TYPE_BITS = 3;
    private static final int PAYLOAD_BITS = 7;
    private static final int PAYLOAD = 0x7F;
    private static final int CONTINUED = 0x80;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    WireMessage integer(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    WireMessage real(int field, float value) {
        tag(field, FIXED_32);
        byte[] four = new byte[Float.BYTES];
        littleEndian(four).putFloat(value);
        bytes.writeBytes(four);
        return this;
    }

    WireMessage text(int field, String value) {
        return raw(field, value.getBytes(StandardCharsets.UTF_8));
    }

    WireMessage raw(int field, byte[] value) {
        tag(field, LENGTH_DELIMITED);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    WireMessage message(int field, WireMessage value) {
        return raw(field, value.toBytes());
    }

    /** Unpacked: readers of either kind of repeated field take that. */
    WireMessage integers(int field, long[] values) {
        for (long value : values) {
            integer(field, value);
        }
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    static ByteBuffer littleEndian(byte[] target) {
        return ByteBuffer.wrap(target).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void tag(int field, int type) {
        varint((long) field << TYPE_BITS | type);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~(long) PAYLOAD) != 0) {
            bytes.write((int) (rest & PAYLOAD) | CONTINUED);
            rest >>>= PAYLOAD_BITS;
        }
        bytes.write((int) rest);
    }
}
