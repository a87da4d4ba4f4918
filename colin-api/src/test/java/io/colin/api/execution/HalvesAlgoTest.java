package io.colin.api.execution;

class HalvesAlgoTest extends ExecutionAlgoContract {
    @Override
    protected ExecutionAlgo algo() {
        return new HalvesAlgo();
    }
}
