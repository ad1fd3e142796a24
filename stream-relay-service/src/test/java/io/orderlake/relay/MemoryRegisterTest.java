package io.orderlake.relay;

class MemoryRegisterTest extends SourceRegisterContract {

    private final SourceRegister register = new RelayFixtures.MemoryRegister();

    @Override
    protected SourceRegister register() {
        return register;
    }
}
