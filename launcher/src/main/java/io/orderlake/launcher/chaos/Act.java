package io.orderlake.launcher.chaos;

import io.orderlake.launcher.fleet.FleetService;
import io.orderlake.localaws.faults.Fault;
import java.time.Duration;

/** One thing that goes wrong, or that an operator does meanwhile. */
sealed interface Act {

    void happen(Stage stage);

    /** {@code kill -9} of an instance, which is started again at once. */
    record Kill(FleetService service, int instance) implements Act {
        @Override
        public void happen(Stage stage) {
            stage.instances().kill(service, instance);
            stage.tally().add(Report.KILL);
        }
    }

    /** SIGSTOP and, past the duration of a lease, SIGCONT: a zombie wakes up. */
    record Freeze(FleetService service, int instance, Duration length) implements Act {
        @Override
        public void happen(Stage stage) {
            stage.instances().freeze(service, instance, length);
            stage.tally().add("freeze " + service.label());
        }
    }

    /** SIGSTOP and SIGCONT of a process of local AWS, which answers nobody meanwhile. */
    record Stall(String process, Duration length) implements Act {
        @Override
        public void happen(Stage stage) {
            stage.instances().stall(process, length);
            stage.tally().add("stall " + process);
        }
    }

    /** Calls of AWS go wrong for a while; local AWS counts how many. */
    record Disturb(Fault fault, Duration length) implements Act {
        @Override
        public void happen(Stage stage) {
            stage.calls().disturb(fault, length);
        }
    }

    /** A shard becomes two. */
    record Split(String stream) implements Act {
        @Override
        public void happen(Stage stage) {
            stage.shards().split(stream);
            stage.tally().add("split " + stream);
        }
    }

    /** Two shards become one. */
    record Merge(String stream) implements Act {
        @Override
        public void happen(Stage stage) {
            stage.shards().merge(stream);
            stage.tally().add("merge " + stream);
        }
    }

    /** Orders that the transformer rejects until the roll brings the fix. */
    record Poison(int orders) implements Act {
        @Override
        public void happen(Stage stage) {
            stage.poison().write(orders);
        }
    }

    /** Rejects are sent again while changes flow. */
    record Redrive(int relay) implements Act {
        @Override
        public void happen(Stage stage) {
            stage.redrives().run(relay);
            stage.tally().add("redrive");
        }
    }

    /** The relay is killed while it sends rejects again. */
    record KilledRedrive(int relay, Duration after) implements Act {
        @Override
        public void happen(Stage stage) {
            stage.redrives().begin(relay);
            stage.instances().killAfter(after, FleetService.STREAM_RELAY, relay);
            stage.tally().add("redrive killed");
            stage.tally().add(Report.KILL);
        }
    }

    /** The fix for the poison, brought by a graceful restart of every instance, some at a time. */
    record Roll() implements Act {
        @Override
        public void happen(Stage stage) {
            stage.poison().mend();
            stage.instances().roll();
        }
    }
}
