package io.colin.monitoring;

import io.colin.api.Decimals;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.metrics.MetricCatalog;
import io.colin.api.metrics.MetricDefinition;
import io.colin.api.metrics.MetricsSink;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.LimitUse;
import io.colin.api.risk.RiskStatus;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The account and its limits as last valued. */
final class PortfolioMetrics {
    private final MetricsSink sink;
    private double maxDrawdown;

    PortfolioMetrics(MetricsSink sink) {
        this.sink = sink;
    }

    void on(PortfolioMarked marked) {
        Portfolio portfolio = marked.portfolio();
        RiskStatus risk = marked.risk();
        valued(portfolio);
        long open = portfolio.positions().values().stream()
                .filter(view -> view.position().quantity().signum() != 0)
                .count();
        sink.gauge(MetricCatalog.POSITIONS, (double) open);
        if (Double.isFinite(risk.drawdown())) {
            maxDrawdown = Math.max(maxDrawdown, risk.drawdown());
            sink.gauge(MetricCatalog.DRAWDOWN, risk.drawdown());
            sink.gauge(MetricCatalog.MAX_DRAWDOWN, maxDrawdown);
        }
        limits(risk.limits());
    }

    /** While something has no mark, worth is not known and its gauges are taken away. */
    private void valued(Portfolio portfolio) {
        boolean known = portfolio.isPriced();
        String currency = portfolio.currency();
        money(known, MetricCatalog.EQUITY, portfolio.equity(), currency);
        money(known, MetricCatalog.GROSS_EXPOSURE, portfolio.grossExposure(), currency);
        money(known, MetricCatalog.NET_EXPOSURE, portfolio.netExposure(), currency);
        money(known, MetricCatalog.PNL, portfolio.realisedPnl(), currency, "realised");
        money(known, MetricCatalog.PNL, portfolio.unrealisedPnl(), currency, "unrealised");
        money(known, MetricCatalog.PNL, portfolio.feesPaid().negate(), currency, "fees");
        money(known, MetricCatalog.PNL, portfolio.funding(), currency, "funding");
        portfolio.cash().forEach((name, amount) -> money(true, MetricCatalog.CASH, amount, name));
        boolean solvent = known && portfolio.equity().signum() > 0;
        sink.gauge(
                MetricCatalog.LEVERAGE,
                solvent
                        ? Decimals.statistic(portfolio.grossExposure()) / Decimals.statistic(portfolio.equity())
                        : Double.NaN);
    }

    /** A limit that holds for several symbols is shown at the symbol that uses most of it. */
    private void limits(List<LimitUse> limits) {
        SortedMap<String, Double> used = new TreeMap<>();
        for (LimitUse use : limits) {
            if (use.limit().signum() > 0) {
                double ratio = Decimals.statistic(use.used()) / Decimals.statistic(use.limit());
                used.merge(use.name(), ratio, Math::max);
            }
        }
        used.forEach((name, ratio) -> sink.gauge(MetricCatalog.LIMIT_USED, ratio, name));
    }

    private void money(boolean known, MetricDefinition metric, BigDecimal amount, String... labels) {
        sink.gauge(metric, known ? Decimals.statistic(amount) : Double.NaN, labels);
    }
}
