package io.orderlake.orderwriter.api;

import io.orderlake.orderwriter.generator.GeneratorOverrides;
import io.orderlake.orderwriter.generator.GeneratorReport;
import io.orderlake.orderwriter.generator.OrderGenerator;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The generator over HTTP. */
@RestController
@RequestMapping(path = "/generator", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "generator")
class GeneratorController {

    private final OrderGenerator generator;

    GeneratorController(OrderGenerator generator) {
        this.generator = generator;
    }

    @PostMapping
    @Operation(summary = "Starts a run; the body may override rate, mix, orders, changes and seed of the settings")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = GeneratorOverrides.class),
                            examples = @ExampleObject(ApiPage.RUN)))
    @ResponseStatus(HttpStatus.ACCEPTED)
    GeneratorReport start(InputStream body) throws IOException {
        return generator.start(Body.read(body));
    }

    @GetMapping
    @Operation(summary = "The state of the generator")
    GeneratorReport report() {
        return generator.report();
    }

    @DeleteMapping
    @Operation(
            summary =
                    "Stops the run and answers when all writes in flight are acknowledged; 202 if that takes too long")
    ResponseEntity<GeneratorReport> stop() {
        GeneratorReport report = generator.stop();
        HttpStatus status = report.isStopping() ? HttpStatus.ACCEPTED : HttpStatus.OK;
        return ResponseEntity.status(status).body(report);
    }
}
