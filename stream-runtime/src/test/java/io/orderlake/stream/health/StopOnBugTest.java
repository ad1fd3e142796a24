package io.orderlake.stream.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;

class StopOnBugTest {

    @Test
    void closesTheApplicationOnceAndExitsWithCode70() {
        List<String> effects = new CopyOnWriteArrayList<>();
        GenericApplicationContext application = new GenericApplicationContext();
        application.addApplicationListener(event -> {
            if (event instanceof ContextClosedEvent) {
                effects.add("closed");
            }
        });
        application.refresh();
        StopOnBug stop = new StopOnBug(application, code -> effects.add("exit " + code));

        stop.accept(new IllegalStateException("first"));
        stop.accept(new IllegalStateException("second"));

        await().untilAsserted(() -> assertThat(effects).containsExactly("closed", "exit 70"));
    }
}
