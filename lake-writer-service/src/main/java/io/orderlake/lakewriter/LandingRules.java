package io.orderlake.lakewriter;

import io.orderlake.lakewriter.claim.EventWindow;
import io.orderlake.lakewriter.claim.Plan;
import java.time.Duration;

/**
 * By which plan new claims land, and when.
 *
 * @param maxBytes a shard's rows are claimed when they reach that many bytes
 * @param maxAge or when the first of them has waited that long
 * @param maxHeldBytes bound on the bytes held of all shards: beyond it, each shard lands at once what it holds
 * @param window how far back repeats are known by their event ids
 */
public record LandingRules(Plan plan, long maxBytes, Duration maxAge, long maxHeldBytes, EventWindow.Rules window) {}
