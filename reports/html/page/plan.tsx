import type { Model } from './model.ts';
import { Code } from './parts.tsx';

/** The plan is worked out by a command of its own. */
export const PlanView = ({ model }: { readonly model: Model }) => {
  const command = `nhi-audit reduce ${model.data.again}`.trimEnd();
  return (
    <>
      <h1>Plan</h1>
      <p class="lead">
        Which few changes end the most standing privilege, in which order, with what effect and what they may
        break. It is not worked out in this report:
      </p>
      <section class="card">
        <Code text={command} />
        <p>
          Until then, <a href="#first">what to end first</a> lists the changes one by one.
        </p>
      </section>
    </>
  );
};
