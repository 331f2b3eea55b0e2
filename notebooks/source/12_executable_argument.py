# %% [markdown] tags=["en"]
# # 12 · The executable argument
#
# Eleven pages have asked the essay's claims one by one. This page puts them together again. You need no Python for it: run a cell with Shift+Enter, then press buttons.
#
# Three questions lead through it.
#
# 1. What did the experiments say, and how firm is it? Every verdict is here, with the threshold that would overturn it.
# 2. What hangs on what? Take one premise away and see what falls.
# 3. What do you hold? Save your verdict, and print it on one page.
#
# One thing should be said at once. The page shows the structure of an argument. It does not compute truth.
#
# **Cost.** Half a minute. **You need** notebook 00 for the map. The claims of this page are the ends of the essay: **D1**, **D2** and **D39** (learning has entered science and can replace much of ab initio work), **I9** and **I10** (it is indifferent to a later explanation and, comparatively, to causes), **O6**, and the conclusions **C4** and **C5**.

# %% [markdown] tags=["ko"]
# # 12 · 실행되는 논증
#
# 앞의 열한 페이지는 글의 주장을 하나씩 따졌다. 이 페이지는 그것을 다시 한데 모은다. 파이썬을 몰라도 된다. Shift+Enter로 셀을 실행하고 단추를 누르면 된다.
#
# 세 가지 물음을 따라간다.
#
# 1. 실험은 무엇이라 했고 그 말은 얼마나 굳은가? 모든 판정이, 그것을 뒤집을 문턱값과 함께 여기 있다.
# 2. 무엇이 무엇에 기대는가? 전제 하나를 빼고 무엇이 무너지는지 보라.
# 3. 당신은 무엇을 받아들이는가? 자신의 판정을 저장하고 한 쪽으로 찍어 낸다.
#
# 먼저 말해 둘 것이 있다. 이 페이지는 논증의 구조를 보여 줄 뿐, 진리를 계산하지 않는다.
#
# **비용.** 30초. **먼저 알아둘 것.** 지도는 노트북 00에 있다. 이 페이지의 주장은 글의 처음과 끝이다. **D1**, **D2**, **D39**(학습이 과학에 들어와 제일원리계산을 꽤 대신할 수 있다), **I9**, **I10**(뒷날의 설명에, 그리고 상대적으로 인과에 무관심하다), **O6**, 그리고 결론 **C4**, **C5**.

# %%
import re
import time
from collections.abc import Mapping
from itertools import combinations

from qmlaw import argument, show
from qmlaw.argument import Metric, dependency_view
from qmlaw.argument.answers import Answers
from qmlaw.argument.changes import flips, single_changes
from qmlaw.argument.gradual import intervals
from qmlaw.argument.reader import Choice
from qmlaw.argument.reasons import following, judged_by, reasons_against
from qmlaw.argument.thresholds import with_threshold
from qmlaw.classroom import checks, coding_sheet
from qmlaw.classroom.coding_panel import coding_sheet as sheet_on_the_page
from qmlaw.show import evidence_pictures as evidence
from qmlaw.show import text
from qmlaw.show.prediction_sheet import compare_predictions, prediction_sheet
from qmlaw.show.strength_pictures import strengths_figure, strengths_text
from qmlaw.show.verdict_page import verdict_page

claims = argument.load_claims()
tests = argument.load_tests()
ENDS = [name for name in claims if name[0] == "C"]
READ = [name for name in claims if name[0] == "I"]

# %% [markdown] tags=["en"]
# ## First, guess
#
# Before you look: which kind of claim has done better in the experiments, the essay's *descriptions* or its *interpretations*? And will any of these verdicts, by itself, bring down the last conclusion, C3?

# %% [markdown] tags=["ko"]
# ## 먼저 짐작해 보기
#
# 보기 전에 짐작해 보자. 글의 *서술*과 *해석* 가운데 어느 쪽이 실험에서 더 잘 버텼을까? 그리고 이 판정들 가운데 하나만으로 마지막 결론 C3을 무너뜨리는 것이 있을까?

# %%
prediction_sheet(("T21",))

# %% [markdown] tags=["en"]
# ## What the experiments said
#
# Each line is one experiment and one claim that it judges. A verdict was computed from measured numbers by a rule that was written before the run. *Quick* is the run that you get when you run a notebook, *full* the one by command with more molecules or seeds. Where the two differ, believe the larger one, and not too firmly.

# %% [markdown] tags=["ko"]
# ## 실험은 무엇이라 했는가
#
# 한 줄은 실험 하나와 그 실험이 판정하는 주장 하나다. 판정은 재기 전에 적어 둔 규칙에 따라, 잰 수에서 계산된다. *quick*은 노트북을 실행할 때의 것이고, *full*은 분자나 시드를 늘려 명령으로 돌린 것이다. 둘이 다르면 큰 쪽을 믿되 너무 굳게 믿지는 말자.

# %%
evidence.verdicts_table()

# %% tags=["hide-input"]
show.figure(evidence.count_figure(), alt=evidence.count_text())

# %% [markdown] tags=["en"]
# *Mixed* is the most frequent word on the essay's side. That is the normal fate of a sentence that was written for readers and not for an experiment: part of it holds, or it holds for some of the models. It is also what our rules make likely, for *mixed* is what is left when neither side is met. To the first question above: the descriptions have done a little better. Two of them are borne out and three are not; of the interpretations none is borne out, one is not, and two could not be judged. A claim that an experiment speaks *for* is not proved by it, either. It survived one way of being wrong.
#
# ## How firm is a verdict?
#
# Every rule contains numbers: half a kcal/mol, a factor of two. Somebody chose them. So ask of each verdict: by how much would one have to move a threshold to get another word? Below, the nearest such threshold for every verdict. The horizontal axis is the factor by which one would have to multiply it, the colour the verdict that would come out; an arrow at the rim means a factor of more than ten. Near the line in the middle a verdict is soft; far away it does not depend on our taste.

# %% [markdown] tags=["ko"]
# 글의 편에서 가장 흔한 말은 *엇갈림*이다. 실험이 아니라 독자를 위해 쓴 문장이 겪는 보통의 운명이다. 일부는 맞거나, 어떤 모델에서만 맞는다. 우리 규칙 탓도 있다. 어느 쪽 조건에도 들지 않으면 엇갈림이 되기 때문이다. 위에서 물은 것에 답하면, 서술이 조금 더 버텼다. 서술은 둘이 지지를 얻고 셋이 반대에 부딪혔다. 해석은 지지를 얻은 것이 없고, 하나가 반대에 부딪혔고, 둘은 판정하지 못했다. 실험이 *지지*하는 주장도 그것으로 증명된 것은 아니다. 틀릴 수 있었던 길 하나에서 살아남았을 뿐이다.
#
# ## 판정은 얼마나 굳은가
#
# 규칙마다 수가 들어 있다. 0.5 kcal/mol이라든가 두 배라든가 하는 것이다. 누군가 골랐다. 그러니 판정마다 물어보자. 문턱값을 얼마나 옮기면 다른 말이 나오는가? 아래는 판정마다 가장 가까운 문턱값이다. 가로축은 그 값에 곱해야 하는 배수이고, 색은 그때 나올 판정이다. 가장자리의 화살표는 열 배가 넘는다는 뜻이다. 가운데 선에 가까우면 무른 판정이고, 멀면 우리 취향에 달려 있지 않다.

# %% tags=["hide-input"]
show.figure(evidence.margins_figure(), alt=evidence.margins_text())

# %% [markdown] tags=["en"]
# Now overturn one yourself. Choose a threshold and move it. The left column is the view of the essay's author who rejects whatever an experiment speaks against, by the registered rules. The right column is the same reader after you moved the number.

# %% [markdown] tags=["ko"]
# 이제 직접 하나를 뒤집어 보자. 문턱값을 골라 옮긴다. 왼쪽은 글쓴이의 관점에서, 등록한 규칙에 따라 실험이 반대하는 것을 거부한 독자다. 오른쪽은 당신이 수를 옮긴 뒤의 같은 독자다.

# %%
SOFT = {f"{m.threshold.test} {m.threshold.claim}, {m.threshold.metric}": (m, now) for m, now in evidence.nearest_margins()}


def reader(rules: Mapping[str, argument.Test]) -> argument.View:
    """The author's view, less every claim that an experiment speaks against by some rules."""
    found = [reason for reason in reasons_against(claims, judged_by(rules)) if reason.kind == "experiment"]
    return dependency_view(claims, following(argument.author(claims), found))


def moved(which: str, percent: int) -> tuple[dict[str, argument.View], list[str], str]:
    """Both readers, the claims that differ or conclude, and what became of the verdict."""
    margin, now = SOFT[which]
    changed = with_threshold(tests, margin.threshold, margin.threshold.value * percent / 100)
    name, claim = margin.threshold.test, margin.threshold.claim
    runs = judged_by(changed)[name]
    then = (runs.get("full") or runs["quick"]).verdicts[claim]
    columns = {text(en="as registered", ko="등록한 대로"): reader(tests), text(en="threshold moved", ko="문턱값을 옮긴 뒤"): reader(changed)}
    before, after = columns.values()
    rows = [c for c in claims if before.status[c] != after.status[c] or c in ENDS]
    words = [argument.outcome_word(outcome, show.language()) for outcome in (now, then)]
    value = margin.threshold.value
    return columns, rows, f"{name}, {claim}: {words[0]} → {words[1]}\n{margin.threshold.metric}: {value:g} → {value * percent / 100:g}"


def draw_moved(which: str, percent: int):
    """What a moved threshold changes on the map."""
    columns, rows, title = moved(which, percent)
    return evidence.statuses_figure(columns, rows, title)


def say_moved(which: str, percent: int) -> str:
    """The same in words."""
    columns, rows, title = moved(which, percent)
    return f"{title}. {evidence.statuses_text(columns, rows)}"


show.explore(
    draw_moved,
    question=text(en="You move a threshold. Which conclusions move with it?", ko="문턱값을 옮긴다. 어떤 결론이 함께 움직이는가?"),
    alt=say_moved,
    which=show.Choice({name: name for name in SOFT}, start="T16 I8, small_parts", label=text(en="threshold", ko="문턱값")),
    percent=show.Slider(10, 1000, 90, 5, text(en="per cent of the registered", ko="등록한 값의 몇 %")),
)

# %% [markdown] tags=["en"]
# Most thresholds change a verdict and no conclusion; try some. The one shown at first is different. T13 speaks against I5 at full scale, and T11 against D24, on which I3 rests. So *terms that physics cannot read* (I6) hangs on one support alone: that there are too many parameters to read (I8). T16 finds that mixed. A tenth less in one threshold, and it
# says *against*. Then I6 is open, and C1, C2 and C4 with it. Here a better experiment would be felt at the top: train better networks, and look which word comes out. C3 does not move even then.
#
# ## Does any of this reach realism?
#
# Five readers; the first four go from friendly to hostile. The first is the essay's author. The second drops every claim that an experiment speaks against. The third also drops what the fact checks found wrong. The fourth is a critic: fact checks decide about descriptions, objections are pressed, and premises that the essay never states are not granted. The fifth is the same critic, who grants the essay its best reply to every objection.

# %% [markdown] tags=["ko"]
# 대개는 문턱값을 옮겨도 판정만 바뀌고 결론은 그대로다. 몇 가지 해 보라. 처음에 보이는 것은 다르다. T13은 full에서 I5에 반대하고, T11은 I3이 기대는 D24에 반대한다. 그래서 *물리로 읽히지 않는 항*(I6)은 버팀목 하나에만 달려 있다. 파라미터가 너무 많아 읽을 수 없다는 I8이다. T16에서 I8은 엇갈린다. 문턱값 하나가 10분의 1만
# 낮았다면 *반대*였을 것이다. 그러면 I6이 미정이 되고, C1과 C2와 C4도 그렇다. 여기서는 더 나은 실험이 꼭대기에서 느껴진다. 더 나은 신경망을 학습시켜 어떤 말이 나오는지 보라. C3은 그래도 움직이지 않는다.
#
# ## 이 가운데 실재론에 닿는 것이 있는가
#
# 독자가 다섯 있다. 넷째까지는 뒤로 갈수록 까다롭다. 첫째는 글쓴이다. 둘째는 실험이 반대하는 주장을 버린다. 셋째는 사실 확인에서 틀렸다고 나온 것도 버린다. 넷째는 비판자다. 서술은 사실 확인에 따르고, 반론을 모두 밀어붙이며, 글이 말하지 않은 전제는 내주지 않는다. 다섯째는 같은 비판자인데, 모든 반론에 대해 글이 할 수 있는 가장 좋은 답을 인정한다.

# %%
reasons = reasons_against(claims)
measured = [reason for reason in reasons if reason.kind == "experiment"]
author, critic = argument.author(claims), argument.critic(claims)
READERS = {
    text(en="author", ko="글쓴이"): author,
    text(en="and\nexperiments", ko="실험을\n따름"): following(author, measured),
    text(en="and fact\nchecks", ko="사실 확인도\n따름"): following(author, reasons),
    text(en="critic", ko="비판자"): critic,
    text(en="critic, replies\ngranted", ko="비판자,\n답을 인정"): argument.steelman(claims, critic),
}
views = {name: dependency_view(claims, choice) for name, choice in READERS.items()}
shown = [*reversed(ENDS), *reversed(READ)]
show.figure(evidence.statuses_figure(views, shown), alt=evidence.statuses_text(views, shown))

# %% [markdown] tags=["en"]
# Compare the first three columns. All the chemistry of this series lies between them. It takes away two interpretations on the way up, I3 and I5, and the conclusions stay where they were, some of them by a thread. They fall for the critic, who differs from the third reader mostly in philosophy.
#
# Is that an accident of these readers? Start from the author's view, change one mark or open one answered objection, and try them all. Then go further: reject *every* descriptive claim of a section at once.

# %% [markdown] tags=["ko"]
# 앞의 세 열을 견주어 보라. 이 연작의 화학은 모두 그 사이에 있다. 올라가는 길에서 I3과 I5 두 해석을 앗아 가지만 결론은 제자리에 있다. 더러는 실 한 가닥에 매달려 있다. 결론은 비판자에게서야 무너지는데, 비판자가 셋째 독자와 다른 점은 주로 철학이다.
#
# 이 독자들의 우연일까? 글쓴이의 관점에서 출발해 표시 하나를 바꾸거나 답한 반론 하나를 다시 열어 본다. 가능한 것을 다 해 본다. 더 나아가 한 장의 서술 주장을 *모두* 한꺼번에 거부해 본다.

# %%
start = views[next(iter(views))]
changes = single_changes(start)
WORDS = {
    "reject": text(en="not {}", ko="{} 아님"),
    "suspend": text(en="{} open", ko="{} 보류"),
    "accept": text(en="{} held", ko="{} 받아들임"),
    "reopen": text(en="{} unanswered", ko="{}에 답이 없음"),
}


def movers(goal: str) -> str:
    """The single changes that move a conclusion; of reject and suspend only the first is named."""
    named = {change.claim: change.act for change in reversed(flips(changes, goal))}
    return ", ".join(WORDS[act].format(name) for name, act in reversed(named.items())) or "–"


show.table(
    [[goal, claims[goal].label[show.language()], sum(c[0] == "D" for c in {x.claim for x in flips(changes, goal)}), movers(goal)] for goal in ENDS],
    columns=["", text(en="conclusion", ko="결론"), text(en="of these, D", ko="그 가운데 D"), text(en="single changes that move it", ko="이것을 움직이는 변화 하나")],
    caption=text(en=f"{len(changes)} single changes of the author's view, all tried.", ko=f"글쓴이의 관점에서 변화 하나씩 {len(changes)}가지를 모두 해 보았다."),
)

# %%
SECTIONS = ("II.1", "II.2a", "II.2b", "II.4", "III")


def without(*sections: str) -> argument.View:
    """The author's view without the descriptive claims of some sections (all: without any)."""
    gone = [c.id for c in claims.values() if c.kind == "D" and (re.split(r"[ ,]", c.section)[0] in sections or not sections)]
    return dependency_view(claims, author.marked("reject", *gone))


fallen = {section: without(section) for section in SECTIONS} | {text(en="all of D", ko="D 모두"): without()}
rows = ["C3", "C4", "C2", "C1", "I10", "I9", "I8", "I6", "I5", "I4", "I3", "I2", "I1"]
show.figure(
    evidence.statuses_figure(fallen, rows, text(en="What is left if the descriptive claims of a section are all rejected", ko="한 장의 서술 주장을 모두 거부하면 남는 것")),
    alt=evidence.statuses_text(fallen, rows),
)

# %% [markdown] tags=["en"]
# Any section can go altogether, and every conclusion stands. If *all* facts go, C4 falls, and C1 to C3 are open: nothing carries them any more, but nothing speaks against them.
#
# Why? Count the ways that lead up to it. There are two on the essay's side. One comes through the web (C2) and needs the no-miracles argument. The other goes by attitude: nobody asked (D36), causes used to drive science (P9), and what scientists care about is evidence (P11). Either is enough, so one loss does not hurt. And each chapter of the essay is there several times over: if the Coulomb matrix goes, DTNN is left, and if all four cases go, the sheer number of parameters still carries "terms that physics cannot read" through I8.
#
# This cuts both ways. For the essay: its conclusion does not hang on a slip about complexity classes or about the size of a data base. Against it: of all the experiments in this series one alone could have moved C3 by itself, T15, which judges O9. A conclusion that chemistry can touch so little is hardly a result of chemistry. It rests on P3, P6, P8, P10, P11 and P13, and three of these the essay does not state.
#
# ## Take it apart
#
# Now you. Choose whose view to begin with, choose a kind of claim, and press. The statuses on the right follow at once; below stands what the claim you look at hangs on: the smallest sets of commitments that carry it, and the smallest changes that would bring it down. *Accept* and *reject* are your commitments. *Suspend* holds a claim back. *As it follows* leaves it to the argument.

# %% [markdown] tags=["ko"]
# 어느 장이 통째로 없어져도 결론은 모두 선다. 사실을 *모두* 잃으면 C4는 무너지고 C1에서 C3까지는 미정이 된다. 받치는 것이 없어졌을 뿐, 반대하는 것이 생긴 것은 아니다.
#
# 왜 그런가? C3으로 올라가는 길을 세어 보라. 글의 편에서는 둘이다. 하나는 그물망(C2)을 거치며 기적불가 논증을 필요로 한다. 다른 하나는 태도를 거친다. 아무도 묻지 않았고(D36), 과학을 움직여 온 것은 원인이며(P9), 과학자가 무엇에 관심을 두는지가 증거다(P11). 둘 가운데 하나면 되므로 하나를 잃어도 아프지 않다. 글의 장들도 여러 겹이다. 쿨롬행렬이 없어져도 DTNN이 남고, 네 사례가 다 없어져도 파라미터의 수만으로 '물리로 읽히지 않는 항'이 I8을 거쳐 선다.
#
# 이것은 양날의 칼이다. 글을 위해 말하면, 그 결론은 복잡도 부류나 데이터베이스의 크기를 잘못 말한 것에 달려 있지 않다. 글에 맞서 말하면, 이 연작의 실험 가운데 혼자서 C3을 움직일 수 있었던 것은 O9를 판정하는 T15 하나뿐이다. 화학이 이토록 건드리지 못하는 결론을 화학의 결과라고 하기는 어렵다. C3은 P3, P6, P8, P10, P11, P13에 기대며, 그 가운데 셋은 글이 말하지 않은 것이다.
#
# ## 뜯어보기
#
# 이제 당신 차례다. 누구의 관점에서 시작할지 고르고, 주장의 종류를 고르고, 누른다. 오른쪽의 상태가 바로 따라온다. 아래에는 지금 보는 주장이 무엇에 기대는지가 나온다. 그것을 받치는 가장 작은 묶음과, 그것을 무너뜨릴 가장 작은 변화다. *받아들임*과 *거부함*은 당신이 짊어지는 것이다. *보류함*은 잠시 붙들어 두는 것이고, *논증에 맡김*은 따라 나오는 대로 두는 것이다.

# %%
show.argue("author", "C3")

# %% [markdown] tags=["en"]
# Three things to try.
#
# * Take away **P10**, that a law must be readable inside to be in the web. C2 loses its ground. It is undecided and not fallen, because one of our own reinforcements, S2, could still carry it, and the author has not decided on that. C3 stands all the same. Now take away **P11** as well.
# * Begin with the author, and open the answer to **O9** (the success of learning is evidence for structure). It is the only single objection that reaches C3.
# * Tick *best reply to every objection* for the critic. What is still open then is what the essay would have to say aloud.
#
# ## Why there is no meter
#
# You may miss a number: how strongly is C3 supported? There are theories that give one. They let strength flow along the arrows. Here are three of them, with two ways to join premises and two starting values each, for the author of the essay and for a reader who accepts everything, our objections included.

# %% [markdown] tags=["ko"]
# 해 볼 것이 셋 있다.
#
# * **P10**을 빼 보라. 그물망에 들려면 법칙이 속까지 읽혀야 한다는 전제다. C2는 설 자리를 잃는다. 무너지지 않고 미정이 되는 까닭은, 우리가 보탠 S2가 아직 받칠 수 있고 글쓴이는 그것을 정하지 않았기 때문이다. 그래도 C3은 선다. 이제 **P11**도 빼 보라.
# * 글쓴이에서 시작해 **O9**(학습의 성공은 구조의 증거다)에 대한 답을 다시 열어 보라. 혼자서 C3에 닿는 반론은 이것뿐이다.
# * 비판자에서 *모든 반론에 가장 좋은 답을 인정*을 켜 보라. 그래도 열려 있는 것이 글이 소리 내어 말해야 했을 것이다.
#
# ## 왜 계기판이 없는가
#
# 수가 하나 아쉬울지 모른다. C3은 얼마나 강하게 뒷받침되는가? 수를 주는 이론이 있다. 세기가 화살표를 따라 흐르게 한다. 여기 그런 이론 셋을, 전제를 묶는 방식 둘과 출발값 둘씩과 함께 놓는다. 글쓴이에 대해서, 그리고 우리 반론까지 포함해 모든 것을 받아들이는 독자에 대해서다.

# %%
everything = Choice({name: "accept" for name in argument.asked(claims)})
STRENGTHS = {"author": intervals(claims, author), "everything": intervals(claims, everything), "critic": intervals(claims, critic)}
WHO = {"author": text(en="the author", ko="글쓴이"), "everything": text(en="accepts everything", ko="모두 받아들이는 독자"), "critic": text(en="the critic", ko="비판자")}
show.explore(
    lambda who: strengths_figure(claims, STRENGTHS[who]),
    question=text(en="How strong is each conclusion, and who says so?", ko="결론마다 얼마나 강한가? 그것은 누가 하는 말인가?"),
    alt=lambda who: f"{WHO[who]}. {strengths_text(claims, STRENGTHS[who])}",
    who=show.Choice({words: key for key, words in WHO.items()}, start="everything", label=text(en="reader", ko="독자")),
)

# %% [markdown] tags=["en"]
# For one and the same reader the strength of C1 runs over nearly the whole scale. The number comes from the semantics and not from the argument. That is why the buttons above give words: stands, falls, undecided.
#
# ## What do the papers want? (T21: I9, I10)
#
# The second way to C3 begins with a fact about people. The essay supports it by one case: three reviewers of one paper, the only one among those discussed whose reviews are public, as it says. Our objection O6 answers with one case, too: the paper itself asks what its contributions mean. Neither is a sample. So here is a sheet to make one. Read an abstract, nothing else, and press two buttons: does it want to predict or to explain, and does it say what something *inside* the model means?
#
# Two people must do it without talking, or it is nobody's result. How far two readers agree beyond chance is Cohen's kappa:
#
# $$\kappa = \frac{p - p_0}{1 - p_0},$$
#
# with $p$ the share of equal codes and $p_0$ the share that chance would give.

# %% [markdown] tags=["ko"]
# 똑같은 독자인데 C1의 세기가 눈금 거의 전부에 걸쳐 있다. 그 수는 논증이 아니라 의미론에서 나온다. 그래서 위의 단추들은 말로 답한다. 성립, 무너짐, 미정.
#
# ## 논문은 무엇을 원하는가 (T21: I9, I10)
#
# C3으로 가는 둘째 길은 사람에 관한 사실에서 시작한다. 글은 이것을 한 사례로 뒷받침한다. 논문 한 편의 심사자 세 사람이다. 글도 밝히듯, 다룬 논문 가운데 심사 과정이 공개된 것은 그 한 편뿐이다. 우리의 반론 O6도 한 사례로 맞선다. 그 논문이 스스로 기여도의 의미를 묻는다는 것이다. 어느 쪽도 표본이 아니다. 그래서 표본을 만드는 종이를 놓는다. 초록만 읽고 단추 두 개를 누른다. 예측하려 하는가 설명하려 하는가? 모델 *속의* 무언가가 무엇을 뜻하는지 말하는가?
#
# 두 사람이 서로 말하지 않고 해야 한다. 그러지 않으면 누구의 결과도 아니다. 두 사람이 우연을 넘어 얼마나 일치하는가가 코헨의 카파다.
#
# $$\kappa = \frac{p - p_0}{1 - p_0}$$
#
# $p$는 코드가 같은 비율, $p_0$은 우연히 같을 비율이다.

# %%
sheet_on_the_page("mine")

# %%
began = time.monotonic()
listed = coding_sheet.load_papers()
coders = coding_sheet.load_codings()
common = set.intersection(*(set(c.values) for c in coders)) if coders else set()
pairs = [(a, b) for a, b in combinations(coders, 2) if set(a.values) & set(b.values)]
EXPLAINING = re.compile(r"insight|understand|interpret|explain", re.IGNORECASE)


def lowest_kappa(column: str) -> float:
    """Of all pairs of coders; 0 without a pair."""
    return min((coding_sheet.agreement(a, b, column).kappa for a, b in pairs), default=0.0)


argument.record(
    "T21",
    [
        Metric("n_coders", len(coders), "1"),
        Metric("n_papers", len(common), "1"),
        Metric("frame", float(listed.frame is not None), "1"),
        Metric("kappa_aim", lowest_kappa("aim"), "1"),
        Metric("kappa_interior", lowest_kappa("interior"), "1"),
        Metric("explain", coding_sheet.share(coders, "aim", ("explain", "both")), "1"),
        Metric("interior", coding_sheet.share(coders, "interior", ("yes",)), "1"),
        Metric("titles", sum(bool(EXPLAINING.search(p.title)) for p in listed.papers) / len(listed.papers), "1"),
    ],
    seconds=time.monotonic() - began,
    dataset=f"data/attitudes, {len(listed.papers)} papers, {len(coders)} coders",
)

# %% [markdown] tags=["en"]
# **Void**, and rightly so. Nobody has coded yet. And even if you do: we wrote the list ourselves, from papers that everybody knows. A list that the authors of an experiment choose cannot carry a verdict, so the rule says void for it, whatever the codes are. It is for practice. `qmlaw attitudes draw` makes a list that can carry one, from an export of a bibliographic data base; then code it in two, and run `qmlaw evidence run T21`.
#
# What the titles say is no more than a hint: one in eight of these has a word of explaining in it. Titles are advertisements, and so are abstracts.
#
# ## Your verdict
#
# The page below is the author's. Yours looks like it. Press *Save my answers* above, or start a file by hand:
#
#     qmlaw argue start mine.json --preset critic
#     qmlaw argue show --answers mine.json --claim C3
#     qmlaw argue export mine.pdf --answers mine.json
#
# Hand in the file and one page of reasons. It should be graded on whether the commitments go together, not on the verdict.

# %% [markdown] tags=["ko"]
# **무효**다. 그래야 옳다. 아직 아무도 코딩하지 않았다. 코딩한다 해도 목록은 우리가 누구나 아는 논문에서 골라 적은 것이다. 실험하는 사람이 고른 목록은 판정을 짊어질 수 없으므로, 코드가 어떻든 규칙은 무효라고 한다. 연습용이다. 판정을 짊어질 목록은 `qmlaw attitudes draw`가 서지 데이터베이스의 내보내기에서 뽑아 준다. 그것을 둘이서 코딩하고 `qmlaw evidence run T21`을 실행하면 된다.
#
# 제목이 말해 주는 것은 귀띔 정도다. 이 목록에서는 여덟에 하나에 설명의 낱말이 들어 있다. 제목은 광고이고, 초록도 그렇다.
#
# ## 당신의 판정
#
# 아래는 글쓴이의 판정지다. 당신의 것도 이런 꼴이 된다. 위에서 *나의 답 저장*을 누르거나, 직접 파일을 만든다.
#
#     qmlaw argue start mine.json --preset critic
#     qmlaw argue show --answers mine.json --claim C3 --language ko
#     qmlaw argue export mine.pdf --answers mine.json --language ko
#
# 파일과 한 쪽짜리 이유를 낸다. 채점은 판정이 아니라, 짊어진 것들이 서로 어울리는지를 보아야 한다.

# %% tags=["hide-input"]
show.figure(
    verdict_page(claims, Answers(following(author, measured)), "C3", reasons),
    alt=text(
        en="One page: what stands for the author who follows the experiments, what C3 rests on, the changes that would move it, and what has been recorded against single claims.",
        ko="한 쪽짜리 판정지: 실험을 따르는 글쓴이에게 무엇이 서는지, C3이 무엇에 기대는지, 무엇을 바꾸면 움직이는지, 어떤 주장에 반하는 기록이 있는지.",
    ),
)

# %% [markdown] tags=["en"]
# ## Exercises
#
# ### Exercise 1. Two changes
#
# Begin with the author's view. Bring C3 down, or leave it undecided, by rejecting as few claims as you can. You may reject descriptions and premises, no interpretation and no conclusion. No objection may be reopened. Give the ids as a set.

# %% [markdown] tags=["ko"]
# ## 연습
#
# ### 연습 1. 두 가지 변화
#
# 글쓴이의 관점에서 시작한다. 되도록 적은 주장을 거부해 C3이 서지 못하게 하라. 서술과 전제는 거부해도 되지만 해석과 결론은 안 된다. 반론을 다시 열어서도 안 된다. 번호를 집합으로 적는다.

# %% exercise="two-changes"
rejected = ...
### BEGIN SOLUTION
rejected = {"P8", "P11"}
### END SOLUTION

# %% check="two-changes"
checks.check(
    rejected,
    checks.Property(
        text(en="it is a set of descriptions and premises", ko="서술과 전제의 집합이다"),
        lambda answer: isinstance(answer, set) and all(n in claims and n[0] in "DP" for n in answer),
        hint=text(en="Ids in quotation marks between braces, and only D or P.", ko="번호를 따옴표로 묶어 중괄호 안에 쓴다. D와 P만."),
    ),
    checks.Property(
        text(en="C3 does not stand any more", ko="C3이 더는 서지 않는다"),
        lambda answer: dependency_view(claims, author.marked("reject", *answer)).status["C3"] != "stands",
        hint=text(en="Two ways lead up to C3. Each must lose one premise.", ko="C3으로 올라가는 길은 둘이다. 길마다 전제 하나를 잃어야 한다."),
    ),
    checks.Property(
        text(en="none of them could be spared", ko="빼도 되는 것이 하나도 없다"),
        lambda answer: all(dependency_view(claims, author.marked("reject", *(answer - {one}))).status["C3"] == "stands" for one in answer),
        hint=text(en="Take one of your changes back. Does C3 come back? If not, it was not needed.", ko="변화 하나를 되돌려 보라. C3이 돌아오지 않으면 그것은 필요 없었다."),
    ),
    checks.Property(
        text(en="there are at most two", ko="둘을 넘지 않는다"),
        lambda answer: len(answer) <= 2,
        hint=text(en="Look at what the panel lists under the smallest changes.", ko="패널이 가장 작은 변화로 무엇을 드는지 보라."),
    ),
)

# %% [markdown] tags=["en"]
# ### Exercise 2. Beyond chance
#
# Two coders give the same code to 27 of 30 abstracts. That sounds good. Write $\kappa$ as a function of two lists of codes, and try it on coders who both say "predict" nearly always.

# %% [markdown] tags=["ko"]
# ### 연습 2. 우연을 넘어
#
# 두 사람이 초록 30편 가운데 27편에 같은 코드를 주었다. 좋아 보인다. $\kappa$를 코드의 목록 두 개의 함수로 적고, 둘 다 거의 언제나 '예측'이라고 하는 코더들에게 써 보라.

# %% exercise="kappa"
def kappa(one: list[str], other: list[str]) -> float:
    """Agreement beyond chance of two lists of codes of the same length."""
    ### BEGIN SOLUTION
    n = len(one)
    p = sum(a == b for a, b in zip(one, other, strict=True)) / n
    chance = sum(one.count(code) * other.count(code) for code in set(one)) / n**2
    return (p - chance) / (1 - chance)
    ### END SOLUTION


# %% check="kappa"
MOSTLY = ["predict"] * 27 + ["explain"] * 3, ["explain"] * 3 + ["predict"] * 27
checks.check(
    kappa,
    checks.takes("one", "other"),
    checks.Property(
        text(en="complete agreement is 1", ko="모두 같으면 1"),
        lambda f: abs(f(["a", "b", "b"], ["a", "b", "b"]) - 1) < 1e-12,
        hint=text(en="If p is 1, numerator and denominator are the same.", ko="p가 1이면 분자와 분모가 같다."),
    ),
    checks.Property(
        text(en="80 % of equal codes can be below chance", ko="80 %가 같아도 우연만 못할 수 있다"),
        lambda f: abs(f(*MOSTLY) - (0.8 - 0.82) / (1 - 0.82)) < 1e-9,
        hint=text(en="By chance two coders agree on a code with the product of the shares with which each of them uses it. Sum over the codes.", ko="우연히 같은 코드가 나올 확률은 두 사람이 그 코드를 쓰는 비율의 곱이다. 코드에 대해 더한다."),
    ),
    checks.Property(
        text(en="it does not matter who is the first", ko="누가 먼저인지는 상관없다"),
        lambda f: abs(f(["a", "b", "a", "a"], ["a", "a", "b", "a"]) - f(["a", "a", "b", "a"], ["a", "b", "a", "a"])) < 1e-12,
        hint=text(en="Both coders enter in the same way.", ko="두 사람은 같은 자격으로 들어간다."),
    ),
)

# %% [markdown] tags=["en"]
# ## What stands

# %% [markdown] tags=["ko"]
# ## 무엇이 남는가

# %% tags=["hide-input"]
show.claims_table(("D1", "D2", "D39", "D36", "I9", "I10", "O6", "C4", "C5"))

# %% tags=["nbval-ignore-output"]
runs = {label: run for label in ("T21",) if (run := argument.load_evidence(label).get("quick"))}
compare_predictions({f"{label}.{name}": metric.value for label, run in runs.items() for name, metric in run.metrics.items()})

# %% [markdown] tags=["en"]
# **C4** is worth a word. It says that an interpretation is due. On our map it needs only that there may be laws of this kind (C1) and that they take over much of the work (D39). It does not need C2 or C3. So a reader who finds the step to realism unconvincing can still agree with the essay where it ends: here is something to think about.
#
# ## The strongest objection, and the best reply
#
# **The objection.** This page makes a machine of an essay, and then reports that the machine is robust. But its robustness is made by us: we drew the arrows. That two ways lead to C3 is a decision about how to read two paragraphs of §III. Draw them as one line of thought, in which the attitude *is* how the web frays, and a single premise brings everything down. A reader who learns from the panel that "no fact of chemistry matters to C3" has learned something about our map.
#
# **The reply.** Yes. And the map is one file, with a section for every box. Whoever reads those paragraphs as one step gives the two groups of premises one name and runs the page again; two lines change. What the machine adds is that such a decision cannot stay hidden. The essay's own text can be read either way, and it says neither. The page does not tell which reading is right. It tells what each costs.
#
# **What remains open.** Whether an argument about the *drift* of a practice should be cut into premises at all.
#
# ## Questions for a seminar
#
# Ten minutes are enough for: the five readers, P10 taken away, the opened O9, the exercise with two changes.
#
# 1. Rewrite C3 so that one experiment could refute it. What has been lost?
# 2. A reviewer of this page finds that T4 should have had another threshold. Which sentence of the essay moves? Which sentence of ours?
# 3. Is it a merit of a conclusion to survive the loss of any single premise? Think of a bridge, and of a conspiracy theory.
# 4. Find a box whose paraphrase is unfair to the essay. Mend it, in both languages.
# 5. Which claim would you most like to see tested that is marked as not testable?
#
# ## What this page did not show
#
# * That any claim is true. A claim *stands* for a reader who holds what it rests on.
# * That our premises are the ones the essay needs. Five of them are ours, and another reader would supply others.
# * What papers want. The experiment is void until people have done it.
# * The weight of reasons. Ten experiments against a claim count here as one.
# * Anything about models after 2017. P12 says that four cases stand for a field, and nobody has measured that.

# %% [markdown] tags=["ko"]
# **C4**에는 한마디를 보태 둔다. C4는 해석할 때가 되었다고 한다. 우리 지도에서 여기에 필요한 것은 그런 법칙이 있을 수 있고(C1) 그것이 많은 일을 대신한다는 것(D39)뿐이다. C2도 C3도 필요 없다. 그러니 실재론으로 가는 걸음에 수긍하지 못하는 독자도 글이 끝맺는 말에는 함께할 수 있다. 여기에 생각할 거리가 있다는 말이다.
#
# ## 가장 강한 반론과 가장 좋은 답
#
# **반론.** 이 페이지는 글을 기계로 만들고 나서 그 기계가 튼튼하다고 보고한다. 그러나 튼튼함은 우리가 만든 것이다. 화살표를 그은 것이 우리이기 때문이다. C3으로 가는 길이 둘이라는 것은 III장의 두 문단을 어떻게 읽을지에 대한 결정이다. 태도가 *곧* 그물이 풀리는 모습이라고 보아 한 줄기로 그으면, 전제 하나가 모두를 무너뜨린다. '화학의 어떤 사실도 C3에 상관없다'고 패널에서 배운 독자는 우리 지도에 대해 배운 것이다.
#
# **답.** 그렇다. 그리고 지도는 파일 하나이고 상자마다 절 번호가 있다. 두 문단을 한 걸음으로 읽는 사람은 두 전제 묶음에 한 이름을 주고 페이지를 다시 실행하면 된다. 두 줄이 바뀐다. 기계가 보태는 것은, 그런 결정이 숨어 있지 못한다는 것이다. 글은 어느 쪽으로도 읽히고, 어느 쪽이라고 말하지 않는다. 이 페이지도 어느 독해가 옳은지는 말하지 않는다. 독해마다 무엇을 치러야 하는지를 말할 뿐이다.
#
# **열려 있는 것.** 실천이 *흘러가는 방향*에 관한 논증을 전제로 잘라도 되는가.
#
# ## 세미나를 위한 물음
#
# 10분이면 이만큼 할 수 있다. 다섯 독자, P10을 빼기, O9를 다시 열기, 두 가지 변화의 연습.
#
# 1. 실험 하나로 반박될 수 있도록 C3을 다시 써 보라. 무엇을 잃었는가?
# 2. 이 페이지의 심사자가 T4의 문턱값이 달라야 했다고 한다. 글의 어느 문장이 움직이는가? 우리의 어느 문장이 움직이는가?
# 3. 전제를 하나쯤 잃어도 살아남는 것은 결론의 장점인가? 다리를, 그리고 음모론을 생각해 보라.
# 4. 글에 공정하지 않게 옮긴 상자를 찾아보라. 두 언어로 고쳐 보라.
# 5. 시험할 수 없다고 표시된 주장 가운데 가장 시험해 보고 싶은 것은 무엇인가?
#
# ## 이 페이지가 보이지 못한 것
#
# * 어떤 주장이 참이라는 것. 주장은 그것이 기대는 것을 받아들이는 독자에게 *성립*한다.
# * 글에 필요한 전제가 우리가 적은 그것이라는 것. 다섯은 우리가 채웠고, 다른 독자라면 다른 것을 채울 것이다.
# * 논문이 무엇을 원하는지. 사람들이 해 보기 전까지 그 실험은 무효다.
# * 이유의 무게. 주장에 반하는 실험이 열이어도 여기서는 하나와 같다.
# * 2017년 뒤의 모델에 관한 것. P12는 네 사례가 한 분야를 대표한다고 하는데, 그것을 잰 사람은 없다.
