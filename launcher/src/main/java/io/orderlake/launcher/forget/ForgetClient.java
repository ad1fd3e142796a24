package io.orderlake.launcher.forget;

import io.orderlake.contract.Person;
import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.Http;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Client of the lake writer's {@code POST /forget}. Each call works for a few seconds; its answer contains where to continue. */
public final class ForgetClient {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final JsonMapper JSON = new JsonMapper();

    private final int port;
    private final ConsoleProgress progress;

    public ForgetClient(int port, ConsoleProgress progress) {
        this.port = port;
        this.progress = progress;
    }

    /** Has the lake writer search everything that has landed and erase the person from it. */
    public ForgetReport.Pass pass(Person person) {
        ForgetReport.Pass pass = new ForgetReport.Pass();
        @Nullable String next = "";
        while (next != null) {
            JsonNode outcome = step(person, next);
            pass.add(outcome);
            progress.live("Forgetting: " + pass.rewritten() + " objects rewritten, " + pass.searched() + " searched");
            next = outcome.path("next").isString() ? outcome.path("next").stringValue() : null;
        }
        return pass;
    }

    private JsonNode step(Person person, String next) {
        String request = JSON.writeValueAsString(Map.of("person", person.id(), "next", next));
        Http.Answer answer = Http.post(port, "/forget", request, LIMIT);
        if (!answer.ok()) {
            throw new UserError("The lake writer did not forget: status " + answer.status() + ", " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
