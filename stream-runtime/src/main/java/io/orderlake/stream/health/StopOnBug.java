package io.orderlake.stream.health;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;

/** A bug stops the process: it closes the application and exits with code 70. */
public final class StopOnBug implements Consumer<Throwable> {

    /** EX_SOFTWARE of sysexits.h. */
    static final int EXIT_CODE = 70;

    private static final Logger LOG = LoggerFactory.getLogger(StopOnBug.class);

    private final ApplicationContext application;
    private final IntConsumer exit;
    private final AtomicBoolean stopping = new AtomicBoolean();

    /** @param exit ends the process with an exit code */
    public StopOnBug(ApplicationContext application, IntConsumer exit) {
        this.application = application;
        this.exit = exit;
    }

    @Override
    public void accept(Throwable bug) {
        LOG.error("A bug stops this process", bug);
        if (stopping.compareAndSet(false, true)) {
            // Closing waits for the caller's thread.
            new Thread(this::stop, "stop-on-bug").start();
        }
    }

    private void stop() {
        exit.accept(SpringApplication.exit(application, () -> EXIT_CODE));
    }
}
