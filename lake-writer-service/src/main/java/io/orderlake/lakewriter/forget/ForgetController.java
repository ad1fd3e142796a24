package io.orderlake.lakewriter.forget;

import io.orderlake.contract.Person;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /forget}: takes a person out of everything that landed. Answers after some seconds even if it has not finished;
 * a request with {@code next} continues. The id is in the body, because addresses are logged.
 */
@RestController
final class ForgetController {

    private static final Duration PER_ANSWER = Duration.ofSeconds(20);

    private final PersonErasure erasure;

    ForgetController(PersonErasure erasure) {
        this.erasure = erasure;
    }

    /** The body of a request. */
    record Request(@Nullable String person, @Nullable String next) {}

    @PostMapping("/forget")
    Forgotten forget(@RequestBody Request request) {
        Person person = new Person(request.person() == null ? "" : request.person());
        return erasure.run(person, ErasureCursor.of(request.next() == null ? "" : request.next()), PER_ANSWER);
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refused(IllegalArgumentException e) {
        return ResponseEntity.status(HttpStatus.BAD_REQUEST).body(Map.of("error", String.valueOf(e.getMessage())));
    }
}
