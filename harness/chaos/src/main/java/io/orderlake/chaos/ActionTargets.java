package io.orderlake.chaos;

/** What actions work on. */
record ActionTargets(
        Instances instances,
        CallFaults calls,
        Shards shards,
        PoisonOrders poison,
        Redrives redrives,
        EventCounts counts) {}
