package io.orderlake.orderwriter.input;

import java.util.List;

/** Refuses a request; nothing has been written when it is thrown. */
public final class RequestRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why a request is refused; each reason has one HTTP status. */
    public enum Reason {
        UNREADABLE,
        INVALID,
        NOT_FOUND,
        CONFLICT,
        PRECONDITION_FAILED,
        TOO_LARGE,
        KEY_REUSED,
        CONTENDED
    }

    private final Reason reason;
    private final transient List<FieldError> errors;

    private RequestRefusal(Reason reason, String detail, List<FieldError> errors) {
        super(detail);
        this.reason = reason;
        this.errors = List.copyOf(errors);
    }

    public static RequestRefusal of(Reason reason, String detail) {
        return new RequestRefusal(reason, detail, List.of());
    }

    /** A refusal for one field. */
    public static RequestRefusal of(Reason reason, String field, String detail) {
        return new RequestRefusal(reason, field + " " + detail, List.of(new FieldError(field, detail)));
    }

    /** A request with at least one wrong field. */
    public static RequestRefusal invalid(List<FieldError> errors) {
        FieldError first = errors.get(0);
        String others = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more, see errors)";
        return new RequestRefusal(Reason.INVALID, first.field() + " " + first.detail() + others, errors);
    }

    public Reason reason() {
        return reason;
    }

    public List<FieldError> errors() {
        return errors;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
