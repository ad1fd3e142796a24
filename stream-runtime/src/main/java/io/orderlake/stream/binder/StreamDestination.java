package io.orderlake.stream.binder;

import org.springframework.cloud.stream.provisioning.ConsumerDestination;
import org.springframework.cloud.stream.provisioning.ProducerDestination;

/** A stream as the destination of a binding. */
record StreamDestination(String name) implements ProducerDestination, ConsumerDestination {

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getNameForPartition(int partition) {
        return name;
    }
}
