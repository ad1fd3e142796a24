package io.orderlake.relay;

import io.orderlake.contract.Lanes;
import java.util.Optional;

/** A register each of whose effects may be the instance's last, or be overlapped. */
final class KilledRegister implements SourceRegister {

    private final SourceRegister register;
    private final Fate fate;

    /** What happens at an effect. */
    interface Fate {
        void at(Runnable effect);
    }

    KilledRegister(SourceRegister register, Fate fate) {
        this.register = register;
        this.fate = fate;
    }

    @Override
    public int epochOf(String table, String stream) {
        return register.epochOf(table, stream);
    }

    @Override
    public Optional<String> newestStream(String table) {
        return register.newestStream(table);
    }

    @Override
    public Lanes lanesOf(String stream, String shardId, Lanes current) {
        return register.lanesOf(stream, shardId, current);
    }

    @Override
    public RedrivePass redrivePass(String objectKey) {
        fate.at(() -> {});
        return register.redrivePass(objectKey);
    }

    @Override
    public RedrivePass beginPass(String objectKey, RedrivePass decided) {
        RedrivePass[] begun = {decided};
        fate.at(() -> begun[0] = register.beginPass(objectKey, decided));
        return begun[0];
    }

    @Override
    public void markSent(String objectKey, RedrivePass pass) {
        fate.at(() -> register.markSent(objectKey, pass));
    }
}
