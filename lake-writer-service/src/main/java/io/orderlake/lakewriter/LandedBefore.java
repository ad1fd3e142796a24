package io.orderlake.lakewriter;

import io.orderlake.lakewriter.claim.EventWindow;
import io.orderlake.lakewriter.claim.Watermarks;

/** What a shard has landed, as far as it tells repeats. */
record LandedBefore(Watermarks watermarks, EventWindow window) {}
