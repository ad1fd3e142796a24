package io.orderlake.lakehouse.table;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Somebody else committed in between, or it is not known whether we did: look again at what stands, then repeat. */
public final class CommitConflict extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(CommitConflict.class);
    private static final int ATTEMPTS = 20;

    public CommitConflict(String message, Throwable cause) {
        super(message, cause);
    }

    /** The result of a step that looks at what stands and then commits; it is repeated where somebody else was first. */
    public static <T> T repeated(Supplier<T> step) {
        for (int attempt = 1; ; attempt++) {
            try {
                return step.get();
            } catch (CommitConflict e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.info("Commit conflicted, repeating attempt={} reason={}", attempt, e.getMessage());
            }
        }
    }
}
