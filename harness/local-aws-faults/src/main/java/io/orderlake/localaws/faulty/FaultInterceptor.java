package io.orderlake.localaws.faulty;

import io.orderlake.localaws.calls.AnsweredCall;
import io.orderlake.localaws.calls.CallCounters;
import io.orderlake.localaws.faults.Fault;
import io.orderlake.localaws.faults.FaultInjector;
import io.orderlake.localaws.faults.FaultTarget;
import io.orderlake.localaws.protocol.AdminCall;
import io.orderlake.localaws.protocol.Call;
import io.orderlake.localaws.protocol.CallInterceptor;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Injects faults into the calls of Kinesis, Firehose and CloudWatch, and counts the calls.
 *
 * <pre>
 *   GET    /_admin/calls          how often each client called which operation of which resource
 *   GET    /_admin/faults         faults in force and how often each has happened
 *   POST   /_admin/faults         one more: {"fault":"refuse-entries","rate":0.1,"operation":"PutRecords",...}
 *   DELETE /_admin/faults         ends all faults; answers as GET did until now
 * </pre>
 */
final class FaultInterceptor implements CallInterceptor {

    private final FaultInjector faults;
    private final CallCounters calls;

    FaultInterceptor(FaultInjector faults, CallCounters calls) {
        this.faults = faults;
        this.calls = calls;
    }

    @Override
    public Outcome before(Call call) {
        return faults.beforeEffect(FaultTarget.of(call));
    }

    @Override
    public Outcome after(Call call, int requestBytes, int answerBytes) {
        FaultTarget target = FaultTarget.of(call);
        calls.add(
                new AnsweredCall(target.client(), target.service(), target.operation(), target.stream()),
                requestBytes,
                answerBytes);
        return faults.afterEffect(target);
    }

    @Override
    public boolean refusesEntry(Call call) {
        return faults.refusesEntry(FaultTarget.of(call));
    }

    @Override
    public Map<String, AdminCall> adminCalls() {
        return Map.of(
                "GET calls", body -> Map.of("calls", calls.lines()),
                "GET faults", body -> inForce(),
                "POST faults", this::inject,
                "DELETE faults", body -> Map.of("faults", faults.clear()));
    }

    private Map<String, List<FaultInjector.FaultCount>> inForce() {
        return Map.of("faults", faults.counts());
    }

    private Object inject(JsonNode body) {
        faults.inject(Fault.of(body));
        return inForce();
    }
}
