package io.orderlake.localaws.protocol;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the user agent that the AWS SDK sends. */
public final class UserAgent {

    private static final Pattern APPLICATION = Pattern.compile("\\bapp/(\\S+)");

    private UserAgent() {}

    /** The application id that the caller was given, if it was given one. */
    public static @Nullable String application(@Nullable String userAgent) {
        Matcher app = APPLICATION.matcher(userAgent == null ? "" : userAgent);
        return app.find() ? app.group(1) : null;
    }
}
