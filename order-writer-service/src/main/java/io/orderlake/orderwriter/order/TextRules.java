package io.orderlake.orderwriter.order;

/** Patterns of texts in the syntax that Java and OpenAPI share; OpenAPI needs the anchors. */
final class TextRules {

    /** Not blank, no control characters and no halves of surrogate pairs; to be followed by the allowed lengths. */
    static final String PRINTABLE = "^(?=.*\\S)[^\\x00-\\x1F\\x7F\\p{Cs}]";

    static final String EMAIL = "^(?=.{3,254}$)[^@\\s\\x00-\\x1F\\x7F]+@[^@\\s\\x00-\\x1F\\x7F]+$";

    static final String PROMO_CODE = "^[A-Za-z0-9_-]{1,40}$";
    static final String PROMO_CODE_MESSAGE = "must be 1 to 40 letters, digits, '-' or '_'";

    static final String ADDRESS_LINE = PRINTABLE + "{1,200}$";
    static final String ADDRESS_LINE_MESSAGE = "must be a text of 1 to 200 printable characters";

    static final String POSTAL_CODE = PRINTABLE + "{1,20}$";
    static final String POSTAL_CODE_MESSAGE = "must be a text of 1 to 20 printable characters";

    static final String COUNTRY = "^[A-Z]{2}$";
    static final String COUNTRY_MESSAGE = "must be two capital letters (ISO 3166)";

    private TextRules() {}
}
