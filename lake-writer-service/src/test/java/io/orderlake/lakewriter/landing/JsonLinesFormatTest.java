package io.orderlake.lakewriter.landing;

class JsonLinesFormatTest extends RowFormatContract {

    @Override
    protected RowFormat format() {
        return new JsonLinesFormat();
    }
}
