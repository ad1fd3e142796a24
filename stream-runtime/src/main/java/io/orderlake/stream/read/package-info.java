/**
 * Reading a sharded stream by lease: who reads which shard, and how a shard's records reach a processor and its checkpoint.
 * Time and threads come from {@link io.orderlake.stream.read.Scheduler}.
 */
@NullMarked
package io.orderlake.stream.read;

import org.jspecify.annotations.NullMarked;
