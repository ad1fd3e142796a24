package io.orderlake.orderwriter.input;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a text must look like.
 *
 * @param pattern the whole text must match it
 * @param expected the end of the sentence "must be ..."
 */
public record TextRule(Pattern pattern, String expected) {

    /** Not blank, no control characters, at most so many characters. */
    public static TextRule upTo(int length) {
        return matching(
                "(?=.*\\S)[^\\p{Cntrl}\\p{Cs}]{1," + length + "}",
                "a text of 1 to " + length + " printable characters");
    }

    public static TextRule matching(String regex, String expected) {
        return new TextRule(Pattern.compile(regex), expected);
    }

    /** What is wrong with a text, if anything. */
    public Optional<String> problem(String text) {
        return pattern.matcher(text).matches() ? Optional.empty() : Optional.of("must be " + expected);
    }
}
