package io.orderlake.stream.binder;

import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** Satisfies the constructors of the binder that we extend; every call of it throws. */
final class UnusedKinesis implements KinesisAsyncClient {

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
