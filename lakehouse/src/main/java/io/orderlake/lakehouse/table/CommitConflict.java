package io.orderlake.lakehouse.table;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Another writer has committed first, or it is unknown whether our commit succeeded: read the table again and repeat. */
public final class CommitConflict extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(CommitConflict.class);
    private static final int MAX_ATTEMPTS = 20;

    public CommitConflict(String message, Throwable cause) {
        super(message, cause);
    }

    /** Runs a step that reads a table and then commits to it; repeats it if another writer was first. */
    public static <T> T repeated(Supplier<T> step) {
        for (int attempt = 1; ; attempt++) {
            try {
                return step.get();
            } catch (CommitConflict e) {
                if (attempt == MAX_ATTEMPTS) {
                    throw e;
                }
                LOG.info("Commit conflicted, repeating attempt={} reason={}", attempt, e.getMessage());
            }
        }
    }
}
