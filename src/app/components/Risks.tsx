import type { Finding, Reference, SiteReport } from '../../core/report.ts';
import { fixBlocks } from '../fix.ts';
import { blocks } from '../text.ts';
import { type CheckLine, findingKey, risksOf, safeLink } from '../view-model.ts';
import { CONFIDENCE } from '../words.ts';
import { Disclosure } from './Disclosure.tsx';
import { Prose, RichText, Text } from './Text.tsx';
import { Empty } from './Ticket.tsx';

const References = ({ references }: { references: Reference[] }) => (
  <ul class="references">
    {references.map(({ label, url }) => {
      const href = safeLink(url);
      return (
        <li key={url}>
          {href === undefined ? (
            <Text value={label} />
          ) : (
            <a href={href} target="_blank" rel="noopener noreferrer">
              <Text value={label} plain />
            </a>
          )}
        </li>
      );
    })}
  </ul>
);

const Risk = ({ finding, level = 2 }: { finding: Finding; level?: 2 | 3 }) => (
  <Disclosure
    level={level}
    name={findingKey(finding)}
    class="risk"
    head={
      <>
        <span class="severity" data-severity={finding.severity}>
          {finding.severity}
        </span>
        <span class="what">
          <span class="title">
            <Prose text={finding.title} plain />
          </span>
          <span class="subject">
            <Text value={finding.subject} max={80} plain mono />
          </span>
        </span>
      </>
    }
  >
    {finding.waived && (
      <p class="notice">
        <span>
          Set aside: <Text value={finding.waived.reason} />
        </span>
      </p>
    )}
    {finding.evidence.length > 0 && (
      <>
        <p class="label">What was seen</p>
        <ul class="seen-list">
          {finding.evidence.map((line, index) => (
            <li key={index}>
              <Prose text={line} />
            </li>
          ))}
        </ul>
      </>
    )}
    <p class="label">Why it matters</p>
    <RichText parts={blocks(finding.why)} />
    <p class="label">How to fix it</p>
    <RichText parts={fixBlocks(finding.fix)} />
    {finding.references.length > 0 && (
      <>
        <p class="label">Sources</p>
        <References references={finding.references} />
      </>
    )}
    <p class="muted small-print">{CONFIDENCE[finding.confidence]}</p>
  </Disclosure>
);

interface ChecksProps {
  name: string;
  title: string;
  lead: string;
  checks: CheckLine[];
}

const ChecksHead = ({ title, count }: { title: string; count: number }) => (
  <>
    <span class="title">{title}</span> <span class="count">{count}</span>
  </>
);

const Checks = ({ name, title, lead, checks }: ChecksProps) =>
  checks.length === 0 ? null : (
    <Disclosure
      name={`checks:${name}`}
      class={`checks ${name}`}
      level={2}
      head={<ChecksHead title={title} count={checks.length} />}
    >
      <p class="muted">{lead}</p>
      <ul>
        {checks.map(({ rule, title: ruleName, crashed }) => (
          <li key={rule}>
            <Text value={ruleName} />
            {crashed && <span class="muted"> (the check itself broke)</span>}
          </li>
        ))}
      </ul>
    </Disclosure>
  );

const NoRisks = ({ checked }: { checked: number }) =>
  checked === 0 ? (
    <Empty>Nothing could be checked yet. Sign in, or use the page, and risks will appear here.</Empty>
  ) : (
    <Empty state="fine">None of the risks that Coatcheck looks for was found.</Empty>
  );

export const Risks = ({ report }: { report: SiteReport }) => {
  const { open, waived, fine, notApplicable, unknown } = risksOf(report);
  return (
    <>
      {open.length === 0 && <NoRisks checked={fine.length} />}
      <div class="risks">
        {open.map((finding) => (
          <Risk finding={finding} key={findingKey(finding)} />
        ))}
      </div>
      <div class="check-lists">
        {waived.length > 0 && (
          <Disclosure
            name="checks:waived"
            class="checks"
            level={2}
            head={<ChecksHead title="Set aside" count={waived.length} />}
          >
            {waived.map((finding) => (
              <Risk finding={finding} level={3} key={findingKey(finding)} />
            ))}
          </Disclosure>
        )}
        <Checks name="fine" title="Looks fine" lead="Looked for, and not found here:" checks={fine} />
        <Checks
          name="na"
          title="Does not apply"
          lead="This site has nothing that these are about:"
          checks={notApplicable}
        />
        <Checks name="unknown" title="Could not tell" lead="Too little was seen to judge:" checks={unknown} />
      </div>
    </>
  );
};
