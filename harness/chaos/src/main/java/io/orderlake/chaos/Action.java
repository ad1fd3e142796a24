package io.orderlake.chaos;

import io.orderlake.launcher.fleet.FleetService;
import io.orderlake.localaws.faults.Fault;
import java.time.Duration;

/** A fault, or something that an operator does during the faults. */
sealed interface Action {

    void perform(ActionTargets targets);

    /** {@code kill -9} of an instance, which is started again at once. */
    record Kill(FleetService service, int instance) implements Action {
        @Override
        public void perform(ActionTargets targets) {
            targets.instances().kill(service, instance);
            targets.counts().add(Report.KILL);
        }
    }

    /** SIGSTOP and, after a lease has expired, SIGCONT: a zombie continues. */
    record Freeze(FleetService service, int instance, Duration length) implements Action {
        @Override
        public void perform(ActionTargets targets) {
            targets.instances().freeze(service, instance, length);
            targets.counts().add("freeze " + service.label());
        }
    }

    /** SIGSTOP and SIGCONT of a process of local AWS, which does not answer meanwhile. */
    record Stall(String process, Duration length) implements Action {
        @Override
        public void perform(ActionTargets targets) {
            targets.instances().stall(process, length);
            targets.counts().add("stall " + process);
        }
    }

    /** Calls of AWS fail for a while; local AWS counts how many. */
    record Disturb(Fault fault, Duration length) implements Action {
        @Override
        public void perform(ActionTargets targets) {
            targets.calls().disturb(fault, length);
        }
    }

    /** A shard becomes two. */
    record Split(String stream) implements Action {
        @Override
        public void perform(ActionTargets targets) {
            targets.shards().split(stream);
            targets.counts().add("split " + stream);
        }
    }

    /** Two shards become one. */
    record Merge(String stream) implements Action {
        @Override
        public void perform(ActionTargets targets) {
            targets.shards().merge(stream);
            targets.counts().add("merge " + stream);
        }
    }

    /** Orders that the transformer rejects until the roll brings the fix. */
    record Poison(int orders) implements Action {
        @Override
        public void perform(ActionTargets targets) {
            targets.poison().write(orders);
        }
    }

    /** Rejects are sent again while changes flow. */
    record Redrive(int relay) implements Action {
        @Override
        public void perform(ActionTargets targets) {
            targets.redrives().run(relay);
            targets.counts().add("redrive");
        }
    }

    /** The relay is killed while it sends rejects again. */
    record KilledRedrive(int relay, Duration after) implements Action {
        @Override
        public void perform(ActionTargets targets) {
            targets.redrives().begin(relay);
            targets.instances().killAfter(after, FleetService.STREAM_RELAY, relay);
            targets.counts().add("redrive killed");
            targets.counts().add(Report.KILL);
        }
    }

    /** A rolling update that brings the fix for the poison: a graceful restart of every instance. */
    record Roll() implements Action {
        @Override
        public void perform(ActionTargets targets) {
            targets.poison().writeFixedTables();
            targets.instances().roll();
        }
    }
}
