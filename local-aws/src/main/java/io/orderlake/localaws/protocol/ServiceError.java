package io.orderlake.localaws.protocol;

/** An error that the caller gets under its AWS name. */
public final class ServiceError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;

    public ServiceError(int status, String type, String message) {
        super(message);
        this.status = status;
        this.type = type;
    }

    public static ServiceError notFound(String message) {
        return new ServiceError(400, "ResourceNotFoundException", message);
    }

    public static ServiceError inUse(String message) {
        return new ServiceError(400, "ResourceInUseException", message);
    }

    public static ServiceError invalidArgument(String message) {
        return new ServiceError(400, "InvalidArgumentException", message);
    }

    public static ServiceError validation(String message) {
        return new ServiceError(400, "ValidationException", message);
    }

    public static ServiceError limitExceeded(String message) {
        return new ServiceError(400, "LimitExceededException", message);
    }

    public static ServiceError throughputExceeded(String message) {
        return new ServiceError(400, "ProvisionedThroughputExceededException", message);
    }

    public static ServiceError expiredIterator(String message) {
        return new ServiceError(400, "ExpiredIteratorException", message);
    }

    public static ServiceError unknownOperation(String operation) {
        return new ServiceError(400, "UnknownOperationException", "local-aws does not offer " + operation);
    }

    public static ServiceError internal(String message) {
        return new ServiceError(500, "InternalFailure", message);
    }

    public int status() {
        return status;
    }

    public String type() {
        return type;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
