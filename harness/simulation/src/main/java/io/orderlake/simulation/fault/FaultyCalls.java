package io.orderlake.simulation.fault;

import io.orderlake.simulation.aws.Calls;
import io.orderlake.simulation.aws.Op;
import io.orderlake.simulation.kernel.Instance;
import io.orderlake.simulation.kernel.Kernel;
import io.orderlake.simulation.kernel.Suspension;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A process's calls of AWS: the seed decides how long each call takes, and the faults that are armed for it happen. A request
 * that was sent arrives even if its sender has died.
 */
public final class FaultyCalls implements Calls {

    private static final long TIMEOUT_MILLIS = 1_000;
    private static final int UNAVAILABLE = 503;

    private final Kernel kernel;
    private final Instance instance;
    private final Stage stage;
    private final Shared shared;
    private long sent;

    /** What all processes of a history share. */
    public record Shared(long seed, ArmedFaults faults, Trace trace, Consumer<Instance> crash) {}

    public FaultyCalls(Kernel kernel, Instance instance, Stage stage, Shared shared) {
        this.kernel = kernel;
        this.instance = instance;
        this.stage = stage;
        this.shared = shared;
    }

    @Override
    public <T extends @Nullable Object> T call(Op op, String about, Effect<T> effect) {
        instance.requireAlive();
        PlannedFault.OnCall fault = shared.faults().faultFor(stage, op);
        if (fault != null && fault.kind() == PlannedFaultKind.ZOMBIE) {
            pauseProcess(fault.amount());
            fault = null;
        }
        Request<T> request = new Request<>(op, about, effect, kernel.suspension(instance));
        if (fault == null) {
            request.send(latency(), Twist.NONE);
        } else {
            request.failWith(fault);
        }
        kernel.suspend(request.waiting);
        return request.answer.valueOrThrow();
    }

    private void pauseProcess(long millis) {
        happened(PlannedFaultKind.ZOMBIE);
        instance.stop();
        kernel.after(millis, instance::cont);
        instance.pause(Duration.ZERO);
    }

    private void happened(PlannedFaultKind kind) {
        shared.faults().faultCounts().happened(kind);
        shared.trace().log(kernel.now(), instance.name(), "** " + kind.label());
    }

    /** Mostly some milliseconds, sometimes some hundred. */
    private long latency() {
        long mixed = Mix.of(shared.seed(), instance.name().hashCode(), sent++);
        return mixed % 32 == 0 ? 100 + mixed % 400 : 1 + mixed % 20;
    }

    private final class Request<T extends @Nullable Object> {
        private final Op op;
        private final String about;
        private final Effect<T> effect;
        private final Suspension waiting;
        private final Answer<T> answer = new Answer<>();

        Request(Op op, String about, Effect<T> effect, Suspension waiting) {
            this.op = op;
            this.about = about;
            this.effect = effect;
            this.waiting = waiting;
        }

        void send(long there, Twist twist) {
            long back = latency();
            kernel.after(there, () -> {
                arrive(answer, twist);
                kernel.resume(waiting, back);
            });
        }

        void failWith(PlannedFault.OnCall fault) {
            switch (fault.kind()) {
                case CRASH_BEFORE, DUPLICATE_DELIVERY -> kernel.after(latency(), () -> crash(fault.kind(), "before"));
                case CRASH_AFTER -> kernel.after(latency(), () -> crashAfterEffect(fault.kind()));
                case THROTTLING -> fail(fault.kind(), throttled());
                case S3_ERROR -> fail(fault.kind(), unavailable());
                case LEDGER_CONFLICT -> fail(fault.kind(), conflict());
                case TIMEOUT_DONE -> timeOut(fault.kind(), latency(), answer);
                case TIMEOUT_LATE -> timeOut(fault.kind(), TIMEOUT_MILLIS + fault.amount(), new Answer<>());
                case S3_SLOW, SLOW_READER -> {
                    happened(fault.kind());
                    send(fault.amount(), Twist.NONE);
                }
                case PARTIAL_PUT -> vary(fault, Twist.Kind.REFUSE_SOME);
                case ITERATOR_EXPIRY -> vary(fault, Twist.Kind.EXPIRE_ITERATOR);
                default -> throw new IllegalArgumentException("Cannot inject " + fault + " into a call");
            }
        }

        private void vary(PlannedFault.OnCall fault, Twist.Kind kind) {
            happened(fault.kind());
            // At least one of the first entries is refused, and not always the same one.
            long salt = Mix.of(shared.seed(), fault.nth(), sent) | 1L << (sent % 3);
            send(latency(), new Twist(kind, salt));
        }

        private void crash(PlannedFaultKind kind, String when) {
            if (instance.alive()) {
                happened(kind);
                shared.faults().faultCounts().crashed(stage.label() + " " + op + " " + when);
                shared.trace().log(kernel.now(), instance.name(), "dies " + when + " " + op + " " + about);
                shared.crash().accept(instance);
            }
        }

        private void fail(PlannedFaultKind kind, RuntimeException failure) {
            happened(kind);
            answer.failed(failure);
            kernel.resume(waiting, latency() + latency());
        }

        private void crashAfterEffect(PlannedFaultKind kind) {
            arrive(answer, Twist.NONE);
            crash(kind, "after");
        }

        /** The effect happens after {@code there} milliseconds; the caller gets a timeout instead of the answer. */
        private void timeOut(PlannedFaultKind kind, long there, Answer<T> ignored) {
            happened(kind);
            kernel.after(there, () -> arrive(ignored, Twist.NONE));
            kernel.after(TIMEOUT_MILLIS, () -> {
                answer.failed(ApiCallTimeoutException.create(TIMEOUT_MILLIS));
                kernel.resume(waiting, 0);
            });
        }

        private void arrive(Answer<T> whose, Twist twist) {
            whose.of(effect, twist);
            shared.trace().log(kernel.now(), instance.name(), op + " " + about + whose.outcome());
        }
    }

    private static RuntimeException throttled() {
        return AwsServiceException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ThrottlingException")
                        .build())
                .message("slow down")
                .build();
    }

    private static RuntimeException unavailable() {
        return S3Exception.builder().statusCode(UNAVAILABLE).message("no").build();
    }

    private static RuntimeException conflict() {
        return TransactionCanceledException.builder().message("conflict").build();
    }
}
