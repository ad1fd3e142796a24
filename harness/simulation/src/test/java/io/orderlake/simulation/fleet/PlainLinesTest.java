package io.orderlake.simulation.fleet;

import io.orderlake.lakewriter.landing.RowFormat;
import io.orderlake.lakewriter.landing.RowFormatContract;

class PlainLinesTest extends RowFormatContract {

    @Override
    protected RowFormat format() {
        return new PlainLines();
    }
}
