package io.orderlake.stream.settings;

/** A setting that stops the start; the message names key, value and what was expected. */
public final class WrongSetting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WrongSetting(String message) {
        super(message);
    }
}
