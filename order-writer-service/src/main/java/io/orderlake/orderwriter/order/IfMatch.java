package io.orderlake.orderwriter.order;

import io.orderlake.orderwriter.input.RequestRefusal;
import io.orderlake.orderwriter.input.RequestRefusal.Reason;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The condition of an {@code If-Match} header (RFC 9110): the order must exist, and have one of these versions.
 *
 * @param tags empty if any version is accepted
 */
public record IfMatch(boolean given, Set<String> tags) {

    private static final IfMatch NOTHING = new IfMatch(false, Set.of());
    private static final Pattern TAG = Pattern.compile("(W/)?\"[^\"]*\"");
    private static final Pattern TAGS = Pattern.compile("\\s*(" + TAG + "\\s*(,\\s*|$))+");

    public IfMatch {
        tags = Set.copyOf(tags);
    }

    /** The condition in a header's text; without a header there is no condition. */
    public static IfMatch of(@Nullable String header) {
        if (header == null) {
            return NOTHING;
        }
        if (header.strip().equals("*")) {
            return new IfMatch(true, Set.of());
        }
        if (!TAGS.matcher(header).matches()) {
            throw RequestRefusal.of(Reason.INVALID, "If-Match", "must be * or a list of entity tags such as \"3\"");
        }
        return new IfMatch(
                true, TAG.matcher(header).results().map(found -> found.group()).collect(Collectors.toSet()));
    }

    /** The entity tag of an order. */
    public static String tag(Order order) {
        return "\"" + order.version() + "\"";
    }

    /** Refuses the request unless the condition holds for the current order. */
    public void refuseUnlessMatches(Optional<Order> current) {
        if (!given) {
            return;
        }
        // RFC 9110 requires a strong comparison here: a weak tag never matches.
        boolean matches = current.map(order -> tags.isEmpty() || tags.contains(tag(order)))
                .orElse(false);
        if (!matches) {
            String is = current.map(order -> "its tag is " + tag(order)).orElse("there is no such order");
            throw RequestRefusal.of(Reason.PRECONDITION_FAILED, "If-Match", "does not match: " + is);
        }
    }
}
