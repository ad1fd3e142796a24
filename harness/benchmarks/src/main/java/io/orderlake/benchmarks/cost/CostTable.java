package io.orderlake.benchmarks.cost;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Prints what the fleet costs on AWS in Markdown, beside the managed services, from {@code harness/benchmarks/prices.yml} and
 * {@code harness/benchmarks/calls.json} (or two other files).
 */
public final class CostTable {

    private final Prices prices;
    private final String counted;
    private final List<Column> columns;

    private record Column(CountedRun run, MonthlyCost fleet, MonthlyCost managed) {

        double rate() {
            return run.changesPerSecond();
        }

        double saved() {
            return managed.month() - fleet.month();
        }
    }

    CostTable(Prices prices, CountedRun.File file) {
        this.prices = prices;
        this.counted = file.counted();
        this.columns = file.runs().stream()
                .map(run -> new Column(run, MonthlyCost.ofFleet(run, prices), MonthlyCost.ofManaged(run, prices)))
                .sorted(Comparator.comparingDouble(Column::rate))
                .toList();
    }

    public static void main(String[] args) {
        Path pricesFile = Path.of(args.length > 0 ? args[0] : "harness/benchmarks/prices.yml");
        Path callsFile = Path.of(args.length > 1 ? args[1] : "harness/benchmarks/calls.json");
        System.out.print(new CostTable(Prices.read(pricesFile), CountedRun.File.read(callsFile)).markdown());
    }

    String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add(row("US dollars a month", column -> String.format(Locale.ROOT, "%,.0f changes/s", column.rate())));
        lines.add("|---|" + "---:|".repeat(columns.size()));
        items(lines, "", Column::fleet);
        lines.add(amounts(
                "**Orderlake, two of each service and a verifier**",
                column -> column.fleet().month()));
        lines.add(amounts(
                "Orderlake, per million changes", column -> column.fleet().perMillionChanges(column.run())));
        items(lines, "managed: ", Column::managed);
        lines.add(amounts("**managed pipeline**", column -> column.managed().month()));
        lines.add(amounts(
                "managed, per million changes", column -> column.managed().perMillionChanges(column.run())));
        lines.add("");
        lines.add(verdict());
        lines.add("Prices: " + prices.source() + ", " + prices.seen() + ". Calls, bytes and CPU counted " + counted
                + " in a fleet on one machine at these rates.");
        return String.join("\n", lines) + "\n";
    }

    private void items(List<String> lines, String prefix, Function<Column, MonthlyCost> which) {
        Set<String> names = new LinkedHashSet<>();
        columns.forEach(column -> names.addAll(which.apply(column).items().keySet()));
        names.forEach(name -> lines.add(
                amounts(prefix + name, column -> which.apply(column).items().getOrDefault(name, 0.0))));
    }

    private String amounts(String name, ToDoubleFunction<Column> amount) {
        return row(name, column -> String.format(Locale.ROOT, "%,.2f", amount.applyAsDouble(column)));
    }

    private String row(String name, Function<Column, String> cell) {
        return "| " + name + " | "
                + String.join(" | ", columns.stream().map(cell).toList()) + " |";
    }

    private String verdict() {
        OptionalDouble even = breakEven();
        if (even.isPresent()) {
            return String.format(
                    Locale.ROOT,
                    "Below about %,.0f changes/s the managed services are cheaper (straight lines between the rates).",
                    even.getAsDouble());
        }
        return columns.get(0).saved() >= 0
                ? "Orderlake is cheaper at each of these rates."
                : "The managed services are cheaper at each of these rates.";
    }

    /** Where the fleet becomes the cheaper one. */
    private OptionalDouble breakEven() {
        for (int i = 1; i < columns.size(); i++) {
            Column low = columns.get(i - 1);
            Column high = columns.get(i);
            if (low.saved() < 0 && high.saved() >= 0) {
                double share = -low.saved() / (high.saved() - low.saved());
                return OptionalDouble.of(low.rate() + share * (high.rate() - low.rate()));
            }
        }
        return OptionalDouble.empty();
    }
}
