/** Erases a person: checks the source, waits for the pipeline, erases in the lake and the lakehouse, and searches everything again. */
@NullMarked
package io.orderlake.launcher.forget;

import org.jspecify.annotations.NullMarked;
