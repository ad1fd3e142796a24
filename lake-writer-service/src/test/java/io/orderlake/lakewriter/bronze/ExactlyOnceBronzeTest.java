package io.orderlake.lakewriter.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.contract.RowEvent;
import io.orderlake.lakewriter.Effects;
import io.orderlake.lakewriter.Samples;
import io.orderlake.lakewriter.claim.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Any fault at any step of a committer: in the end, each row is in bronze once. */
class ExactlyOnceBronzeTest {

    private static final Plan FIRST = BronzeWorld.plan(List.of("parquet", "json"), "price decimal(5,2)");
    private static final Plan SECOND = BronzeWorld.plan(List.of("json"), "price decimal(9,2)", "status string");
    private static final int TWO_ROWS = 2;

    /** What happens at a step. */
    enum Fault {
        FAILS_BEFORE {
            @Override
            void at(int call, Committer committer, BronzeWorld world) {
                committer.effects.failOnce(call, false);
            }
        },
        FAILS_AFTER {
            @Override
            void at(int call, Committer committer, BronzeWorld world) {
                committer.effects.failOnce(call, true);
            }
        },
        DIES_BEFORE {
            @Override
            void at(int call, Committer committer, BronzeWorld world) {
                committer.effects.crashAt(call, false);
            }
        },
        DIES_AFTER {
            @Override
            void at(int call, Committer committer, BronzeWorld world) {
                committer.effects.crashAt(call, true);
            }
        },
        ANOTHER_COMMITS_ALL {
            @Override
            void at(int call, Committer committer, BronzeWorld world) {
                committer.effects.interruptAt(call, () -> new Committer(world, TWO_ROWS).follow(0));
            }
        },
        ANOTHER_COMMITS_ONCE {
            @Override
            void at(int call, Committer committer, BronzeWorld world) {
                committer.effects.interruptAt(
                        call, () -> new Committer(world, TWO_ROWS).commit.commitNext(BronzeWorld.ORDERS));
            }
        },
        COMPACTION {
            @Override
            void at(int call, Committer committer, BronzeWorld world) {
                committer.effects.interruptAt(call, world::compact);
            }
        },
        COMPACTION_AND_EXPIRY {
            @Override
            void at(int call, Committer committer, BronzeWorld world) {
                committer.effects.interruptAt(call, () -> {
                    world.compact();
                    world.expire();
                });
            }
        },
        ANOTHER_COMMITS_AND_ALL_EXPIRES {
            @Override
            void at(int call, Committer committer, BronzeWorld world) {
                committer.effects.interruptAt(call, () -> {
                    new Committer(world, TWO_ROWS).follow(0);
                    world.compact();
                    world.expire();
                });
            }
        },
        ERASURE {
            @Override
            void at(int call, Committer committer, BronzeWorld world) {
                committer.effects.interruptAt(call, () -> world.erase("a/1/2"::equals));
            }
        },
        ERASURE_AND_EXPIRY {
            @Override
            void at(int call, Committer committer, BronzeWorld world) {
                committer.effects.interruptAt(call, () -> {
                    world.erase("a/1/2"::equals);
                    world.expire();
                });
            }
        },
        SENT_TWICE {
            @Override
            void at(int call, Committer committer, BronzeWorld world) {
                committer.effects.repeatAt(call, () -> {});
            }
        },
        SENT_TWICE_AND_THEN_UNAVAILABLE {
            @Override
            void at(int call, Committer committer, BronzeWorld world) {
                committer.effects.repeatAt(call, () -> {});
                committer.effects.failOnce(call + 1, false);
            }
        },
        SENT_TWICE_AND_ANOTHER_COMMITS {
            @Override
            void at(int call, Committer committer, BronzeWorld world) {
                committer.effects.repeatAt(
                        call, () -> new Committer(world, TWO_ROWS).commit.commitNext(BronzeWorld.ORDERS));
            }
        },
        SENT_TWICE_AND_ALL_EXPIRES {
            @Override
            void at(int call, Committer committer, BronzeWorld world) {
                committer.effects.repeatAt(call, () -> {
                    world.compact();
                    world.expire();
                });
            }
        },
        MORE_LANDS {
            @Override
            void at(int call, Committer committer, BronzeWorld world) {
                committer.effects.interruptAt(call, () -> world.land("s-1", SECOND, row("b", 90)));
            }
        };

        abstract void at(int call, Committer committer, BronzeWorld world);
    }

    @ParameterizedTest
    @EnumSource
    void eachRowIsInBronzeOnceAfterAnyFaultAtAnyStep(Fault fault) {
        Committer undisturbed = new Committer(world(), TWO_ROWS);
        undisturbed.follow(0);
        int calls = undisturbed.effects.calls();
        assertThat(undisturbed.effects.log()).contains("create namespace", "create", "evolve", "commit", "data file");

        for (int call = 1; call <= calls; call++) {
            BronzeWorld world = world();
            Committer committer = new Committer(world, TWO_ROWS);
            fault.at(call, committer, world);
            run(committer, one -> one.follow(2));
            new Committer(world, TWO_ROWS).follow(0);

            assertThat(world.eventIds())
                    .as("%s at call %d: %s", fault, call, committer.effects.log())
                    .isEqualTo(world.expected());
        }
    }

    @Test
    void aCompactionOrAnExpiryInBetweenIsNoConflict() {
        for (Fault fault : List.of(Fault.COMPACTION, Fault.COMPACTION_AND_EXPIRY)) {
            BronzeWorld world = world();
            new Committer(world, TWO_ROWS).follow(0);
            world.land("s-1", SECOND, row("b", 90));
            Committer undisturbed = new Committer(copy(), TWO_ROWS);
            undisturbed.follow(0);
            Committer committer = new Committer(world, TWO_ROWS);
            int firstDataFile = undisturbed.effects.log().indexOf("data file") + 1;
            fault.at(firstDataFile, committer, world);
            committer.follow(0);

            assertThat(committer.count("orderlake.bronze.conflicts")).isZero();
            assertThat(world.eventIds()).isEqualTo(world.expected());
        }
    }

    private static BronzeWorld copy() {
        BronzeWorld world = world();
        new Committer(world, TWO_ROWS).follow(0);
        world.land("s-1", SECOND, row("b", 90));
        return world;
    }

    @Test
    void aCommitWhoseAnswerIsLostIsRecognisedByThePointers() {
        Committer undisturbed = new Committer(world(), TWO_ROWS);
        undisturbed.follow(0);
        BronzeWorld world = world();
        Committer committer = new Committer(world, TWO_ROWS);
        committer.effects.failOnce(undisturbed.effects.log().indexOf("commit") + 1, true);
        committer.follow(0);

        assertThat(world.eventIds()).isEqualTo(world.expected());
        assertThat(committer.count("orderlake.bronze.commits"))
                .isEqualTo(undisturbed.count("orderlake.bronze.commits"));
    }

    @Test
    void anOvertakenCommitterDeletesItsFilesAndStartsAgain() {
        BronzeWorld world = world();
        Committer committer = new Committer(world, 100);
        committer.effects.interruptAt(firstCommit(), () -> new Committer(world, 100).follow(0));

        assertThat(committer.commit.commitNext(BronzeWorld.ORDERS)).isEqualTo(CommitBronze.Step.OVERTAKEN);

        assertThat(committer.count("orderlake.bronze.conflicts")).isEqualTo(1);
        assertThat(world.catalog.deleted)
                .filteredOn(file -> file.endsWith(".parquet"))
                .hasSize(1);
        assertThat(world.eventIds()).isEqualTo(world.expected());
    }

    @Test
    void nothingIsDeletedAfterACommitThatMayHaveSucceeded() {
        BronzeWorld neverSent = world();
        Committer first = new Committer(neverSent, 100);
        first.effects.failOnce(firstCommit(), false);
        BronzeWorld sentTwice = world();
        Committer second = new Committer(sentTwice, 100);
        second.effects.repeatAt(firstCommit(), () -> {});
        second.effects.failOnce(firstCommit() + 1, false);

        first.follow(1);
        second.follow(1);

        assertThat(neverSent.catalog.deleted).isEmpty();
        assertThat(sentTwice.catalog.deleted).isEmpty();
        assertThat(sentTwice.eventIds()).isEqualTo(sentTwice.expected());
    }

    @Test
    void aConflictWithItsOwnCommitIsASuccess() {
        BronzeWorld world = world();
        Committer committer = new Committer(world, 100);
        committer.effects.repeatAt(firstCommit(), () -> {});
        committer.follow(0);

        assertThat(committer.count("orderlake.bronze.conflicts")).isZero();
        assertThat(world.catalog.deleted).isEmpty();
        assertThat(world.table().orElseThrow().currentSnapshot().summary()).containsKey(VerifiedCommits.COMMIT);
    }

    private static int firstCommit() {
        Committer undisturbed = new Committer(world(), 100);
        undisturbed.follow(0);
        return undisturbed.effects.log().indexOf("commit") + 1;
    }

    private static void run(Committer committer, Consumer<Committer> work) {
        try {
            work.accept(committer);
        } catch (Effects.Crash dead) {
            // Another instance continues.
        }
    }

    /** Two shards, two plans, rejects, and a claim of nothing. */
    private static BronzeWorld world() {
        BronzeWorld world = new BronzeWorld();
        world.land("s-0", FIRST, row("a", 1), row("a", 2), Samples.rejected(row("a", 3)));
        world.land("s-1", FIRST, row("b", 1));
        world.land("s-0", FIRST);
        world.land("s-0", SECOND, row("a", 4), row("a", 5));
        world.land("s-1", FIRST, row("b", 2));
        return world;
    }

    static RowEvent row(String sourceShard, int place) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("order_id", sourceShard + place);
        return Samples.row(columns, sourceShard, 1, place);
    }
}
