package io.orderlake.lakewriter.landing;

class JsonArraysFormatTest extends RowFormatContract {

    @Override
    protected RowFormat format() {
        return new JsonArraysFormat();
    }
}
