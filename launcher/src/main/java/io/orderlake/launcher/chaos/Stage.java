package io.orderlake.launcher.chaos;

/** What acts happen to. */
record Stage(
        Instances instances, CallFaults calls, Shards shards, PoisonOrders poison, Redrives redrives, Tally tally) {}
