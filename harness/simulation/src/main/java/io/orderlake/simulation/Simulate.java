package io.orderlake.simulation;

import io.orderlake.simulation.campaign.Campaign;
import io.orderlake.simulation.campaign.CampaignReport;
import io.orderlake.simulation.campaign.Results;
import io.orderlake.simulation.fleet.Parts;
import io.orderlake.simulation.history.HistoryRun.Ended;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ./orderlake simulate --seeds A..B [--json]} runs these histories. Exit code 0 if none fails, 1 if one fails, 2 for a
 * wrong command line.
 */
public final class Simulate {

    private static final Pattern SEEDS = Pattern.compile("(\\d{1,15})\\.\\.(\\d{1,15})");
    private static final int ENOUGH_FAILURES = 20;
    private static final long REPORT_EVERY = Duration.ofSeconds(2).toNanos();

    private final long first;
    private final long last;
    private final boolean json;
    private final PrintStream progress;
    private final AtomicLong reported = new AtomicLong(System.nanoTime());
    private final long began = System.nanoTime();

    private Simulate(long first, long last, boolean json) {
        this.first = first;
        this.last = last;
        this.json = json;
        this.progress = json ? System.err : System.out;
    }

    public static void main(String[] args) {
        boolean json = Arrays.asList(args).contains("--json");
        int seeds = Arrays.asList(args).indexOf("--seeds");
        Matcher range = SEEDS.matcher(seeds >= 0 && seeds + 1 < args.length ? args[seeds + 1] : "1..1000");
        if (!range.matches() || Long.parseLong(range.group(1)) > Long.parseLong(range.group(2))) {
            System.err.println("orderlake: Cannot simulate: expected --seeds A..B with A at most B");
            System.exit(2);
        }
        System.exit(new Simulate(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)), json).run());
    }

    private int run() {
        Campaign campaign = new Campaign(Parts.RIGHT, Runtime.getRuntime().availableProcessors(), ENOUGH_FAILURES);
        Results results = campaign.run(first, last, this::progress);
        System.out.println(json ? CampaignReport.json(results) : String.join("\n", CampaignReport.lines(results)));
        progress.printf(
                Locale.ROOT,
                "took %d s%n",
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
        if (results.failed().isEmpty()) {
            return 0;
        }
        explain(results, campaign);
        return 1;
    }

    private void explain(Results results, Campaign campaign) {
        results.failed()
                .forEach((seed, ended) -> progress.println(
                        "seed " + seed + ": " + ended.differences().get(0)));
        Map.Entry<Long, Ended> failed = results.failed().entrySet().iterator().next();
        progress.println("shortening the history of seed " + failed.getKey() + " …");
        Ended shortest = campaign.shortest(failed.getValue());
        CampaignReport.failure(failed.getKey(), failed.getValue(), shortest).forEach(progress::println);
    }

    private void progress(Results results) {
        long now = System.nanoTime();
        long before = reported.get();
        if (now - before > REPORT_EVERY && reported.compareAndSet(before, now)) {
            progress.printf(
                    Locale.ROOT,
                    "%d of %d histories, %d faults, %d failed%n",
                    results.histories(),
                    last - first + 1,
                    results.faultCounts().total(),
                    results.failed().size());
        }
    }
}
