package io.orderlake.lakewriter;

import io.orderlake.lakewriter.claim.EventWindow;
import io.orderlake.lakewriter.claim.Plan;
import java.time.Duration;

/**
 * With which plan new claims land, and when.
 *
 * @param maxBytes a shard's rows are claimed when they reach that many bytes
 * @param maxAge or when the first of them has waited that long
 * @param maxBufferedBytes bound on the buffered bytes of all shards: beyond it, each shard lands its buffer at once
 * @param window how far back event ids identify repeats
 */
public record LandingRules(
        Plan plan, long maxBytes, Duration maxAge, long maxBufferedBytes, EventWindow.Rules window) {}
