package io.orderlake.lakewriter;

import io.orderlake.lakewriter.claim.EventWindow;
import io.orderlake.lakewriter.claim.Watermarks;

/** What a shard has landed before: identifies repeats. */
record LandedBefore(Watermarks watermarks, EventWindow window) {}
