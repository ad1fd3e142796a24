/** The services' own classes, wired to simulated AWS as their wiring classes wire them to AWS. */
@NullMarked
package io.orderlake.simulation.fleet;

import org.jspecify.annotations.NullMarked;
