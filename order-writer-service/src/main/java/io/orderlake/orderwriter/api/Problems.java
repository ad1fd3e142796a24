package io.orderlake.orderwriter.api;

import io.orderlake.orderwriter.input.RequestRefusal;
import io.orderlake.orderwriter.input.RequestRefusal.Reason;
import io.orderlake.stream.security.SlowBody;
import java.net.URI;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import software.amazon.awssdk.core.exception.SdkException;

/** Answers every error with a problem document (RFC 9457); {@code errors} names each wrong field. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String RETRY_SECONDS = "1";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(RequestRefusal refusal) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status(refusal.reason()), refusal.detail());
        String name = refusal.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
        problem.setType(URI.create("urn:orderlake:problem:" + name));
        if (!refusal.errors().isEmpty()) {
            problem.setProperty("errors", refusal.errors());
        }
        return ResponseEntity.of(problem).build();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(SdkException failure) {
        LOG.atError().setCause(failure).log("DynamoDB refused a request");
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The order table did not answer. It is not known whether anything was written.");
        problem.setType(URI.create("urn:orderlake:problem:unavailable"));
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooSlow(SlowBody slow) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.REQUEST_TIMEOUT, slow.getMessage());
        problem.setType(URI.create("urn:orderlake:problem:too-slow"));
        return ResponseEntity.of(problem).build();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> failed(Exception failure) {
        LOG.atError().setCause(failure).log("A request failed");
        return ResponseEntity.internalServerError()
                .body(ProblemDetail.forStatusAndDetail(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "The request failed; the log of the service has the reason."));
    }

    private static HttpStatus status(Reason reason) {
        return switch (reason) {
            case UNREADABLE, INVALID -> HttpStatus.BAD_REQUEST;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case PRECONDITION_FAILED -> HttpStatus.PRECONDITION_FAILED;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case KEY_REUSED -> HttpStatus.UNPROCESSABLE_CONTENT;
            case CONTENDED -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }
}
