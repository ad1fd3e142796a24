/**
 * The judge: computes the fingerprints of source and lake rows, and compares them. It shares no code with the services that it
 * checks.
 */
@NullMarked
package io.orderlake.proof;

import org.jspecify.annotations.NullMarked;
