package io.orderlake.launcher.chaos;

/** What acts happen to. */
record Stage(Instances instances, CallFaults calls, Shards shards, PoisonOrders poison, Tally tally) {}
