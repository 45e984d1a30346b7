"""What axe-core finds on a page."""
from axe_playwright_python.sync_playwright import Axe

AXE = Axe()
OPTIONS = {
    "resultTypes": ["violations"],
    # All that is on by itself, and this rule of WCAG 2.2, which is not.
    "rules": {"target-size": {"enabled": True}},
}


def axe(page, without=()):
    """Fails where a page shuts somebody out. `without` names rules that it is known to break."""
    violations = AXE.run(page, options=OPTIONS).response["violations"]
    found = [violation for violation in violations if violation["id"] not in without]
    assert not found, f"{page.url} shuts somebody out:\n" + "\n".join(map(told, found))


def told(violation):
    lines = [f"  {violation['id']} ({violation['impact']}): {violation['help']}"]
    for node in violation["nodes"]:
        lines.append(f"    {' '.join(map(str, node['target']))}: {node['html'][:160]}")
        lines += [f"      {line.strip()}" for line in node["failureSummary"].splitlines()[1:]]
    return "\n".join(lines)
