package io.orderlake.stream.security;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What the server itself refuses, as a problem document too: its status and nothing of its cause. */
@Controller
final class ErrorPage implements ErrorController {

    private static final int NOT_FOUND = 404;

    @RequestMapping("${spring.web.error.path:/error}")
    ResponseEntity<ProblemDetail> problem(HttpServletRequest request) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        // A request for the page itself is no error.
        HttpStatusCode code = HttpStatusCode.valueOf(status instanceof Integer known ? known : NOT_FOUND);
        return ResponseEntity.of(ProblemDetail.forStatus(code)).build();
    }
}
