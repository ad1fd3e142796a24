package io.orderlake.lakewriter.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.lakewriter.Effects;
import io.orderlake.lakewriter.claim.Plan;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/** Two committers, one of which is interrupted or dies at any step. Between the steps: landing, compaction and expiry. */
class BronzeInterleavingsTest {

    private static final List<Plan> PLANS = List.of(
            BronzeWorld.plan(List.of("parquet")),
            BronzeWorld.plan(List.of("json"), "price decimal(5,2)"),
            BronzeWorld.plan(List.of("parquet", "json"), "price decimal(9,2)", "status string"));

    enum Action {
        LAND,
        COMMIT,
        COMPACT,
        EXPIRE,
        ERASE
    }

    /** An action, and another one that happens at one of its steps. */
    record Move(Action action, int shard, int plan, int step, Action inBetween, boolean dies) {}

    private int rows;

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void eachRowIsInTheTableOnce(@ForAll("moves") List<Move> moves) {
        BronzeWorld world = new BronzeWorld();
        rows = 0;
        for (Move move : moves) {
            if (move.action() == Action.COMMIT) {
                Committer committer = new Committer(world, 3);
                committer.effects.interruptAt(move.step(), () -> act(world, move.inBetween(), move));
                if (move.dies()) {
                    committer.effects.crashAt(move.step() + 2, move.plan() % 2 == 0);
                }
                commit(committer);
            } else {
                act(world, move.action(), move);
            }
        }
        new Committer(world, 3).follow(3);

        assertThat(world.table().isPresent() ? world.eventIds() : List.of()).isEqualTo(world.expected());
    }

    private static void commit(Committer committer) {
        try {
            committer.follow(2);
        } catch (Effects.Crash dead) {
            // The next committer continues.
        }
    }

    private void act(BronzeWorld world, Action action, Move move) {
        switch (action) {
            case LAND -> {
                rows += 2;
                world.land(
                        "s-" + move.shard(),
                        PLANS.get(move.plan()),
                        ExactlyOnceBronzeTest.row("a", rows),
                        ExactlyOnceBronzeTest.row("a", rows + 1));
            }
            case COMMIT -> commit(new Committer(world, 3));
            case COMPACT -> world.compact();
            case EXPIRE -> world.expire();
            case ERASE -> world.erase(("a/1/" + (rows - rows % 4))::equals);
        }
    }

    @Provide
    Arbitrary<List<Move>> moves() {
        Arbitrary<Action> action = Arbitraries.frequency(
                Tuple.of(5, Action.LAND),
                Tuple.of(4, Action.COMMIT),
                Tuple.of(1, Action.COMPACT),
                Tuple.of(1, Action.EXPIRE),
                Tuple.of(1, Action.ERASE));
        Arbitrary<Move> move = Combinators.combine(
                        action,
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(1, 25),
                        action,
                        Arbitraries.of(true, false, false))
                .as(Move::new);
        return move.list().ofMinSize(4).ofMaxSize(10).map(ArrayList::new);
    }
}
