package io.orderlake.stream.process;

import io.orderlake.process.ParentGuard;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.context.ApplicationListener;

/** Starts the {@link ParentGuard} before anything else of a service. */
public final class ParentGuardListener implements ApplicationListener<ApplicationStartingEvent> {

    @Override
    public void onApplicationEvent(ApplicationStartingEvent event) {
        ParentGuard.start();
    }
}
