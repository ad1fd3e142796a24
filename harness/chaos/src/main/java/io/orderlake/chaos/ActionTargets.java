package io.orderlake.chaos;

/** What actions happen to. */
record ActionTargets(
        Instances instances, CallFaults calls, Shards shards, PoisonOrders poison, Redrives redrives, EventCounts counts) {}
