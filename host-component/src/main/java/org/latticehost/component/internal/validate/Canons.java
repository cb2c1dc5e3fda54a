package org.latticehost.component.internal.validate;

import org.latticehost.component.internal.binary.RawCanon;
import org.latticehost.component.internal.model.CanonOptions;
import org.latticehost.component.internal.model.Step;
import org.latticehost.component.internal.types.Flattening;
import org.latticehost.component.internal.types.FuncType;
import org.latticehost.component.internal.types.ResourceRef;
import org.latticehost.component.internal.types.TypeException;
import org.latticehost.component.internal.types.ValType;
import org.latticehost.component.spi.CoreFuncType;

/** Canonical definitions. */
final class Canons {
    private Canons() {}

    static void define(Scope scope, DefBuilder builder, RawCanon canon) {
        if (canon instanceof RawCanon.Lift lift) {
            lift(scope, builder, lift);
        } else if (canon instanceof RawCanon.Lower lower) {
            lower(scope, builder, lower);
        } else if (canon instanceof RawCanon.ResourceNew of) {
            resource(scope, builder, Step.ResourceFunc.Op.NEW, of.type());
        } else if (canon instanceof RawCanon.ResourceDrop of) {
            resource(scope, builder, Step.ResourceFunc.Op.DROP, of.type());
        } else if (canon instanceof RawCanon.ResourceRep of) {
            resource(scope, builder, Step.ResourceFunc.Op.REP, of.type());
        }
    }

    private static void lift(Scope scope, DefBuilder builder, RawCanon.Lift lift) {
        FuncType type = scope.funcType(lift.type());
        CoreFuncType core = scope.coreFunc(lift.coreFunc());
        CanonOptions options = CanonOptionRules.read(scope, lift.options());
        if (options.postReturn() >= 0) {
            CoreFuncType post = scope.coreFunc(options.postReturn());
            if (!post.params().equals(core.results()) || !post.results().isEmpty()) {
                throw new TypeException(
                        "canonical option `post-return` uses a core function with an incorrect signature");
            }
        }
        checkLift(type, options);
        CoreFuncType wanted = Flattening.coreType(type, false);
        if (!wanted.params().equals(core.params())) {
            throw new TypeException("lowered parameter types `" + wanted.params() + "` do not match parameter types `"
                    + core.params() + "` of core function " + lift.coreFunc());
        }
        if (!wanted.results().equals(core.results())) {
            throw new TypeException("lowered result types `" + wanted.results() + "` do not match result types `"
                    + core.results() + "` of core function " + lift.coreFunc());
        }
        int index = Scope.push(scope.funcs, type, "function");
        builder.step(new Step.Lift(index, lift.coreFunc(), core, type.wit(), options));
    }

    private static void checkLift(FuncType type, CanonOptions options) {
        boolean spilled = Flattening.params(type).size() > Flattening.MAX_PARAMS;
        if (spilled || paramPointers(type)) {
            CanonOptionRules.needRealloc(options);
        }
        ValType result = type.result();
        if (result != null
                && (result.shape().pointers() || Flattening.results(type).size() > Flattening.MAX_RESULTS)) {
            CanonOptionRules.needMemory(options);
        }
    }

    private static void lower(Scope scope, DefBuilder builder, RawCanon.Lower lower) {
        FuncType type = Scope.at(scope.funcs, lower.func(), "function");
        CanonOptions options = CanonOptionRules.read(scope, lower.options());
        if (options.postReturn() >= 0) {
            throw new TypeException("canonical option `post-return` cannot be specified for lowerings");
        }
        ValType result = type.result();
        if (paramPointers(type)
                || Flattening.params(type).size() > Flattening.MAX_PARAMS
                || Flattening.results(type).size() > Flattening.MAX_RESULTS) {
            CanonOptionRules.needMemory(options);
        }
        if (result != null && result.shape().pointers()) {
            CanonOptionRules.needRealloc(options);
        }
        CoreFuncType core = Flattening.coreType(type, true);
        int index = Scope.push(scope.coreFuncs, core, "core function");
        builder.step(new Step.Lower(index, lower.func(), core, type.wit(), options));
    }

    private static boolean paramPointers(FuncType type) {
        for (ValType param : type.params()) {
            if (param.shape().pointers()) {
                return true;
            }
        }
        return false;
    }

    private static void resource(Scope scope, DefBuilder builder, Step.ResourceFunc.Op op, int type) {
        ResourceRef ref = scope.resource(type);
        if (op != Step.ResourceFunc.Op.DROP && !Boolean.TRUE.equals(scope.defined.get(ref.resource()))) {
            throw new TypeException("type " + type + " is not a local resource");
        }
        int slot = builder.slot(ref.resource());
        Step.ResourceFunc step = new Step.ResourceFunc(op, scope.coreFuncs.size(), slot);
        Scope.push(scope.coreFuncs, step.coreType(), "core function");
        builder.step(step);
    }
}
