/**
 * What every service stands on: reading shards by lease, publishing by lane, and telling failures apart. Knows no business
 * word; clock, scheduler and AWS calls are passed in, and no thread is started here.
 */
@NullMarked
package io.orderlake.stream;

import org.jspecify.annotations.NullMarked;
