package io.orderlake.contract;

/** How a personal value is hidden, in columns and old image alike. */
public enum Mask {
    /** HMAC-SHA-256 under a key of the deployment, in hexadecimal: equal values stay equal. */
    HASH,
    /** The fixed text {@code ***}. */
    REDACT
}
