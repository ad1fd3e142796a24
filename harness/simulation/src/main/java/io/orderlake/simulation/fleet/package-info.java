/** The services' own classes put together upon simulated AWS, as their wiring puts them together upon AWS. */
@NullMarked
package io.orderlake.simulation.fleet;

import org.jspecify.annotations.NullMarked;
