# %% [markdown] tags=["en"]
# # 00 · How to read the map
#
# What kind of law does a machine learn? This series of notebooks reads one essay, step by step, and runs each step.
# This first page is the way in: the essay in one page, the map of its claims, and a sheet for your predictions.
#
# **Cost.** Less than a minute. **You need** nothing. To run a cell, click it and press Shift+Enter; every page also makes sense
# without running anything.
#
# | notebook | what it is about | claims | experiments |
# |---|---|---|---|
# | 00 | How to read the map (this page) | all | |
# | [01](01_ab_initio.ipynb) | Ab initio and its edges | D3–D8, P14, O13 | T22 |
# | [02](02_correlation.ipynb) | Correlation and composite methods | D9–D11, D14, D41, O4 | T1, T2, T3 |
# | [03](03_learning_the_error.ipynb) | Learning the error | D12, D13, D15, I1 | T4, T5 |
# | [04](04_coulomb_matrix.ipynb) | The Coulomb matrix | D16–D20, D40, I2, O14, S5 | T6, T7, T8 |
# | [05](05_dtnn.ipynb) | DTNN from scratch | D21–D25, I3 | T11, T12 |
# | [06](06_energy_of_an_atom.ipynb) | The energy of an atom | D26, D27, D36, I4, S1, O5 | T9, T10 |
# | [07](07_force_fields.ipynb) | Force fields, Behler–Parrinello and ANI | D28–D34, I5, O12, S2 | T13, T14 |
# | [08](08_built_in_physics.ipynb) | The physics that is built in | P6, P7, O1, O2 | T17, T18, T19 |
# | [09](09_interpretability.ipynb) | Kinds of interpretability | D35, I6, I8, P10, P12, O3, S4 | T16 |
# | [10](10_what_is_a_law.ipynb) | What is a law? Kepler and Newton | D37, D38, P1–P5, P13, I7, C1, O7, O8, O15, O16 | T20 |
# | [11](11_miracles_and_realism.ipynb) | Miracles and realism | P8, P9, P11, C2, C3, O9–O11, S3 | T15 |
# | [12](12_executable_argument.ipynb) | The executable argument | D1, D2, D39, I9, I10, O6, C4, C5, and all | T21 |
#
# The essay: Choi Sunghwan,
# 「양자화학분야 기계학습 활용연구가 가지는 자연법칙 성질에 대한 함의」 (*What machine learning in quantum chemistry implies for the
# character of natural law*). It is paraphrased here and cited by section.

# %% [markdown] tags=["ko"]
# # 00 · 지도 읽는 법
#
# 기계가 배우는 것은 어떤 법칙인가? 이 노트북 연작은 글 한 편을 한 걸음씩 읽으면서 걸음마다 직접 계산해 본다.
# 첫 페이지인 여기에는 한 쪽으로 줄인 글, 주장의 지도, 그리고 예측을 적는 종이가 있다.
#
# **비용.** 1분이 걸리지 않는다. **먼저 알아둘 것.** 없다. 셀을 누르고 Shift+Enter를 치면 실행되지만, 아무것도 실행하지 않고 읽어도
# 뜻이 통하게 썼다.
#
# | 노트북 | 내용 | 주장 | 실험 |
# |---|---|---|---|
# | 00 | 지도 읽는 법 (이 페이지) | 전부 | |
# | [01](01_ab_initio.ipynb) | 제일원리와 그 경계 | D3–D8, P14, O13 | T22 |
# | [02](02_correlation.ipynb) | 상관과 합성방법 | D9–D11, D14, D41, O4 | T1, T2, T3 |
# | [03](03_learning_the_error.ipynb) | 오차를 배우기 | D12, D13, D15, I1 | T4, T5 |
# | [04](04_coulomb_matrix.ipynb) | 쿨롬행렬 | D16–D20, D40, I2, O14, S5 | T6, T7, T8 |
# | [05](05_dtnn.ipynb) | DTNN을 처음부터 | D21–D25, I3 | T11, T12 |
# | [06](06_energy_of_an_atom.ipynb) | 원자의 에너지라는 것 | D26, D27, D36, I4, S1, O5 | T9, T10 |
# | [07](07_force_fields.ipynb) | 역장, 벨러–파리넬로, ANI | D28–D34, I5, O12, S2 | T13, T14 |
# | [08](08_built_in_physics.ipynb) | 내장된 물리 | P6, P7, O1, O2 | T17, T18, T19 |
# | [09](09_interpretability.ipynb) | 해석가능성의 종류 | D35, I6, I8, P10, P12, O3, S4 | T16 |
# | [10](10_what_is_a_law.ipynb) | 법칙이란 무엇인가: 케플러와 뉴턴 | D37, D38, P1–P5, P13, I7, C1, O7, O8, O15, O16 | T20 |
# | [11](11_miracles_and_realism.ipynb) | 기적과 실재론 | P8, P9, P11, C2, C3, O9–O11, S3 | T15 |
# | [12](12_executable_argument.ipynb) | 실행되는 논증 | D1, D2, D39, I9, I10, O6, C4, C5, 그리고 전부 | T21 |
#
# 읽을 글은 최성환, 「양자화학분야 기계학습 활용연구가 가지는 자연법칙 성질에 대한 함의」이다.
# 여기서는 풀어 옮기고 절 번호로 인용한다.

# %% [markdown] tags=["en"]
# ## The essay in one page
#
# Choi Sunghwan's essay asks what machine learning in quantum chemistry means for our idea of a law of nature. It is a
# talk that a chemist gives on a question of philosophy, and it does two things: it tells the story of a field, and it
# draws a conclusion from it.
#
# The story has four chapters (part II). *Learned corrections*: a cheap calculation is repaired by a model that was
# shown many of its errors. *The Coulomb matrix*: a molecule is written as a table of numbers made of nuclear charges
# and distances, and a kernel method learns atomization energies from it. *DTNN*: a network lets the atoms exchange
# messages and adds up what each of them contributes. *ANI-1*: a learned force field that comes close to the quality of
# density functional theory. After each chapter the essay stops and asks what the numbers inside the model stand for.
# The answer is more or less guarded, and each time much the same: something there predicts, and it is not clear which
# physical quantity it is.
#
# The conclusion (parts III and IV) goes in steps. Take *law* in a wide sense: any regularity found in nature. Then a
# trained model is a law, found by experience, but one of a form that physics cannot read. If prediction were
# everything, this would not matter. But laws do a second thing. They tie fields together: the mass in mechanics is the
# mass in chemistry. This web gives us reason to think that the things our concepts speak of are real. A law that cannot
# be read hangs *somewhat* loosely in the web. And because data-driven research is *relatively*
# indifferent to what such terms mean and to causes, science, which used to be the best witness for realism, is drifting
# away from it. The support for realism *may* become weaker. The three words in italics are the essay's own caution, and
# we keep them.
#
# The essay says openly what it leaves out: the long debate on what laws are, whether laws of science are laws of nature
# and whether we could know it, and what sets law, principle and rule apart. We take these up in notebook 10.

# %% [markdown] tags=["ko"]
# ## 한 쪽으로 읽는 글
#
# 최성환의 글은 양자화학의 기계학습이 자연법칙이라는 관념에 어떤 뜻을 갖는지 묻는다. 화학자가 철학의 물음을 두고 한 발표이며, 한 분야의
# 흐름을 들려주는 일과 거기서 결론을 끌어내는 일을 함께 한다.
#
# 흐름은 네 장면으로 이루어진다(II장). 첫째는 *오차의 학습*이다. 값싼 계산이 저지른 오차를 많이 보여 주고, 모델이 그 오차를 고치게 한다. 둘째는
# *쿨롬행렬*이다. 분자를 핵전하와 거리로 만든 수의 표로 적고, 커널 방법이 여기서 원자화에너지를 배운다. 셋째는 *DTNN*이다. 원자들이 서로 메시지를
# 주고받은 뒤 저마다의 기여도를 내놓고, 신경망은 이를 더한다. 넷째는 *ANI-1*, 밀도범함수이론의 품질에 가까이 간 학습된 역장이다. 글은 장면마다 멈추어
# 서서 모델 속의 수가 무엇을 가리키느냐고 묻는다. 답은 조심스러움의 정도만 다를 뿐 번번이 비슷하다. 무언가가 잘 예측하고 있는데, 그것이 어떤 물리량인지는 분명하지 않다.
#
# 결론(III–IV장)은 몇 걸음에 걸쳐 나온다. 법칙을 넓게 잡아 자연에서 찾은 규칙이라고 하자. 그러면 학습된 모델도 경험에서 얻은 법칙이지만, 물리학이 읽을
# 수 없는 꼴의 법칙이다. 예측이 전부라면 문제 될 것이 없다. 그러나 법칙은 다른 일도 한다. 서로 다른 분야를 잇는 일이다. 역학의 질량은 화학의 질량이기도
# 하다. 이렇게 짜인 그물망 덕분에 우리는 개념이 가리키는 것이 실재한다고 믿을 까닭을 얻는다. 읽히지 않는 법칙은 이 그물망에서 *다소* 벗어난다. 더구나
# 데이터기반 연구는 그런 항의 뜻이나 인과에 *상대적으로* 무관심하므로, 실재론의 가장 든든한 증인이던 과학이 실재론에서 멀어진다. 실재론을 떠받치는 힘이
# *약해질 수 있다*. 기울여 쓴 세 표현은 글이 스스로 둔 조심스러움이며, 우리도 그대로 지킨다.
#
# 글은 무엇을 건너뛰는지도 밝힌다. 법칙이 무엇인지에 관한 오랜 논쟁, 과학법칙이 곧 자연법칙인지, 우리가 그것을 알 수 있는지, 법칙과 원리와 규칙은 무엇이
# 다른지 하는 물음이다. 이 물음들은 노트북 10에서 다룬다.

# %% [markdown] tags=["en"]
# ## How the map works
#
# The map below shows every claim that we found in the essay, and what we hold against it or add to it: ninety-one in
# all. A box is a claim. A solid arrow says *this supports that*. Where several lines meet in a dot,
# all these premises are needed together: take one away and the arrow above the dot is gone. A dashed line that ends in a
# bar attacks a claim (*rebut*). A line that ends in a cross attacks a step (*undercut*): the claim may still be true, but
# not for this reason. A dotted line leads to what a claim silently takes for granted.
#
# Read it from below. D16 and D40 together carry I2; I2 is one of four cases that carry I6; from there a single column
# leads up to C3. At the top left are two hopes that the essay names against itself, and to the right the second way to C3, by attitudes. Now follow the arrows into C2 and count what the essay does not say aloud: the boxes with a dashed
# frame are premises that we had to supply. They are our reading, and a reader who finds a better one should change it.
#
# Two boxes may surprise. D19 and D20, the two shortcomings of the matrix, lead nowhere. The essay needs them to introduce
# DTNN, not for its conclusion. Whatever the experiments say of them, C3 will not move.

# %% [markdown] tags=["ko"]
# ## 지도를 읽는 법
#
# 아래 지도는 글에서 찾아낸 주장 모두와, 우리가 맞세우거나 보탠 것을 보여 준다. 모두 아흔한 개다. 상자는 주장이다. 실선 화살표는 '이것이 저것을 뒷받침한다'는
# 뜻이다. 여러 선이 점에서 만나면 그 전제들은 함께 있어야 한다. 하나라도 빠지면 점 위의 화살표는 사라진다. 막대로 끝나는 파선은 주장을 공격한다(논박).
# 가위표로 끝나는 선은 추론을 공격한다(훼손). 주장이 참일 수는 있으나 그 이유로는 아니라는 것이다. 점선은 주장이 말없이 받아들이는 것으로 이어진다.
#
# 아래에서 위로 읽어 보자. D16과 D40이 함께 I2를 받치고, I2는 I6을 받치는 네 사례 가운데 하나이며, 거기서부터는 기둥 하나가 C3까지 올라간다. 왼쪽 위에는 글이 스스로 꺼내는 두 희망이, 오른쪽에는 태도를 거쳐 C3으로 가는 둘째 길이 있다. 이제
# C2로 들어가는 화살표를 따라가며 글이 소리 내어 말하지 않은 것을 세어 보라. 파선 테두리의 상자는 우리가 채워 넣은 전제이다. 이것은 우리의 독해이며, 더
# 나은 독해를 찾은 독자는 고쳐야 한다.
#
# 뜻밖의 상자가 둘 있다. 쿨롬행렬의 두 약점인 D19와 D20은 어디로도 이어지지 않는다. 글은 DTNN을 소개하려고 이 둘을 말했을 뿐 결론에는 쓰지 않는다.
# 실험이 이 둘을 두고 뭐라 하든 C3은 움직이지 않는다.

# %%
from qmlaw import argument, show
from qmlaw.classroom import checks
from qmlaw.show import text
from qmlaw.show.claim_map import draw_claim_map, text_alternative
from qmlaw.show.map_page import explore_map
from qmlaw.show.prediction_sheet import prediction_sheet

# %%
show.figure(draw_claim_map(), alt=text_alternative())

# %% [markdown] tags=["en"]
# ## Six kinds of claim
#
# | kind | what it is | how it can fall |
# |---|---|---|
# | D, descriptive | a statement of fact about a method, a paper or a field | by a fact check or an experiment |
# | I, interpretation | what a method means | by an experiment, if one bears on it; else by argument |
# | P, premise | a general principle; tacit ones are ours | by argument |
# | C, conclusion | what the essay wants to show | when every way to it is cut |
# | O, objection | against the essay, each with the best reply open to it; ours, but for O15 and O16, which the essay raises itself | by its reply, or by an experiment |
# | S, reinforcement | ours, in favour of the essay | by an experiment |
#
# Press a box on the live map below, or go to it with Tab and press Enter: what it is linked with stays lit. The card says where it stands in the essay, what the fact check found, what it rests on, and
# what attacks it. A source marked as *not looked up again* is just that.

# %% [markdown] tags=["ko"]
# ## 여섯 종류의 주장
#
# | 종류 | 무엇인가 | 어떻게 무너지는가 |
# |---|---|---|
# | D, 서술 주장 | 방법, 논문, 분야에 관한 사실 진술 | 사실 확인이나 실험으로 |
# | I, 해석 | 방법이 뜻하는 바 | 관련된 실험이 있으면 실험으로, 없으면 논증으로 |
# | P, 전제 | 일반 원리. 암묵적인 것은 우리가 채웠다 | 논증으로 |
# | C, 결론 | 글이 보이려는 것 | 거기에 이르는 길이 모두 끊길 때 |
# | O, 반론 | 글에 맞서는 것. 저마다 가장 좋은 답을 붙였다. 글이 스스로 꺼내는 O15와 O16 말고는 우리가 냈다 | 그 답이나 실험으로 |
# | S, 보강 | 글을 위해 우리가 보탠 것 | 실험으로 |
#
# 아래 살아 있는 지도에서 상자를 누르거나, Tab으로 옮겨 가서 Enter를 친다. 이어진 것만 밝게 남는다. 카드는 그 주장이 글의 어디에 있는지, 사실 확인에서 무엇이 나왔는지, 무엇에 기대고 무엇의 공격을 받는지 알려 준다. '다시
# 확인하지 않음'이라고 적힌 문헌은 말 그대로이다.

# %% tags=["hide-input"]
explore_map("I2")

# %% [markdown] tags=["en"]
# ## What a verdict means
#
# Some claims have an experiment, T1 to T22. An experiment ends in one of four words. *For*: the result is
# what the claim led us to expect. *Against*: it is not. *Mixed*: parts of the claim hold, or the seeds disagree. *Void*:
# the run was too poor to judge, for instance because the model did not even beat counting atoms. Void is not a polite
# form of *against*. It says nothing.
#
# A verdict is computed from the measured numbers by a rule. Nobody types it. It belongs to one claim: T6 may speak
# against D18 and for I2 at the same time. That is no contradiction. If a common unit of energy is not why the matrix
# works (against D18), then what its entries are becomes less clear, not more (for I2).

# %% [markdown] tags=["ko"]
# ## 판정이 뜻하는 것
#
# 어떤 주장에는 T1에서 T22까지의 실험이 딸려 있다. 실험은 네 낱말 가운데 하나로 끝난다. *지지*는 결과가 주장에서 기대한 대로라는 뜻이고,
# *반대*는 그렇지 않다는 뜻이다. *엇갈림*은 주장의 일부만 맞거나 시드마다 결과가 다르다는 것이다. *무효*는 판정하기에 실행이 너무 부실했다는 것, 이를테면
# 모델이 원자 수 세기조차 이기지 못했다는 것이다. 무효는 반대를 점잖게 돌려 말한 것이 아니다. 아무것도 말하지 않는다는 뜻이다.
#
# 판정은 측정한 수에서 규칙으로 계산된다. 사람이 적어 넣지 않는다. 판정은 주장 하나하나에 따로 내려진다. T6은 D18에는 반대, I2에는 지지로 나올 수 있다.
# 모순이 아니다. 에너지라는 공통 단위가 성공의 이유가 아니라면(D18에 반대), 행렬의 요소가 무엇인지는 더 분명해지기는커녕 더 흐려진다(I2를 지지).

# %% [markdown] tags=["en"]
# ## How a rule is registered
#
# The rules stand in `data/argument/tests.yaml` with the day on which they were written, and they were written before the
# run. Each threshold carries a sentence that says why it is where it is. A rule may be changed later, but then the old
# one stays in the file with the date and the reason, and the result says so. One thing must be told: small pilot runs
# had been made before, so we were not without expectations. Reasons were asked to carry the thresholds, not the pilots.
#
# You can disagree with a threshold. Change it, and see which verdict moves. That is what it is there for.
#
# Here are the rules of T8, as an example. The first that holds decides.

# %% [markdown] tags=["ko"]
# ## 규칙을 등록하는 법
#
# 규칙은 `data/argument/tests.yaml`에 적은 날짜와 함께 들어 있으며, 실행보다 먼저 적었다. 문턱값마다 왜 거기에 두었는지 말하는 문장이 붙는다. 나중에 규칙을
# 바꿀 수는 있다. 다만 옛 규칙과 바꾼 날짜, 바꾼 까닭이 파일에 남고 결과에도 표시된다. 밝혀 둘 것이 하나 있다. 규칙을 적기 전에 작은 예비 실행이 있었으므로
# 아무 기대 없이 적은 것은 아니다. 문턱값은 예비 결과가 아니라 이유로 정하려 하였다.
#
# 문턱값에 동의하지 않을 수도 있다. 바꾸어 보고 어느 판정이 움직이는지 보라. 그러라고 있는 것이다.
#
# 보기로 T8의 규칙을 옮긴다. 위에서부터 보아 처음으로 들어맞는 것이 판정을 정한다.

# %%
rules = argument.load_tests()["T8"].verdicts["D19"]
show.table(
    [
        [
            argument.outcome_word(rule.outcome, show.language()),
            argument.describe(rule.when, show.language()),
            rule.why[show.language()],
        ]
        for rule in rules
    ],
    columns=[text(en="verdict on D19", ko="D19에 대한 판정"), text(en="if", ko="조건"), text(en="why this rule", ko="이 규칙을 둔 까닭")],
)

# %% [markdown] tags=["en"]
# ## Your prediction sheet
#
# Write a number for each line before you open the other notebooks. A guess that can be wrong is worth more than a careful phrase.
# The guesses are kept in a file of yours, and the other notebooks lay them beside the results.
#
# Then take a pencil and write three words: your verdict on D18, I2 and D19, and how sure you are, from 0 to 100 %.

# %% [markdown] tags=["ko"]
# ## 예측지
#
# 다른 노트북을 열기 전에 줄마다 수를 하나씩 적어 보라. 틀릴 수 있는 짐작이 조심스러운 말보다 값지다.
# 적은 수는 독자의 파일에 저장되고, 다른 노트북에서 결과와 나란히 보여 준다.
#
# 그러고 나서 연필을 들고 D18, I2, D19에 대한 판정을 한 낱말씩 적는다. 얼마나 확신하는지도 0에서 100 % 사이로 적어 둔다.

# %%
prediction_sheet()

# %% [markdown] tags=["en"]
# ## The strongest objection, and the best reply
#
# **The objection.** An essay is not a circuit. Whoever cuts it into boxes and arrows has decided beforehand what counts as
# a reason. The tone, the hedges, the examples, all that makes a reader see a thing, is gone. What is left can be refuted box by box, and
# nothing of the essay has been touched.
#
# **The reply.** True, and so the map is drawn from sentences that can be looked up, each with its section; hedges are kept in the texts of the boxes,
# and every arrow can be disputed by changing one line of a file. A map is not the land. But two travellers who disagree about
# the way had better point at the same map.
#
# **What remains open.** Whether the essay argues at all in the places where we draw arrows, or invites the reader to notice something.

# %% [markdown] tags=["ko"]
# ## 가장 강한 반론과 가장 좋은 답
#
# **반론.** 글은 회로가 아니다. 글을 상자와 화살표로 자르는 사람은 무엇이 이유인지를 미리 정해 버린 것이다. 말투와 조심스러움과 보기,
# 곧 독자에게 무언가를 보게 하는 것이 모두 사라진다. 남은 것은 상자 하나하나 반박할 수 있겠지만, 그래 봐야 글에는 손끝도 닿지 않았다.
#
# **답.** 옳은 말이다. 그래서 지도는 절 번호를 따라 찾아볼 수 있는 문장에서 그렸고, 조심스러운 표현은 상자 안에 그대로 두었으며,
# 어느 화살표든 파일의 한 줄을 고쳐 다툴 수 있게 하였다. 지도는 땅이 아니다. 그러나 길을 두고 다투는 두 사람은 같은 지도를 짚는 편이 낫다.
#
# **남는 물음.** 우리가 화살표를 그은 곳에서 글이 정말로 논증을 하고 있는가, 아니면 독자에게 무언가를 알아차리라고 권하고 있는가.

# %% [markdown] tags=["en"]
# ## Exercises
#
# ### Exercise 1. Needed together
#
# Look at the dot straight below **C2**. (The dot to the right of it belongs to another way, with our own S2.) Which claims
# does C2 need together at that dot? Write their ids as a set, for example `{"D1", "P2"}`.

# %% [markdown] tags=["ko"]
# ## 연습
#
# ### 연습 1. 함께 있어야 하는 것
#
# **C2** 바로 아래의 점을 보라. (그 오른쪽의 점은 우리가 보탠 S2를 거치는 다른 길이다.) C2는 그 점에서 어떤 주장들을 함께 필요로 하는가? 번호를 집합으로 적어 보라. 이를테면 `{"D1", "P2"}`처럼.

# %% exercise="together"
together = ...
### BEGIN SOLUTION
together = {"C1", "P6", "P10"}
### END SOLUTION

# %% check="together"
claims = argument.load_claims()
step = next(s for s in argument.steps(claims) if s.target == "C2")

checks.check(
    together,
    checks.Property(
        text(en="it is a set of claims on the map", ko="지도에 있는 주장의 집합이다"),
        lambda answer: isinstance(answer, set) and answer <= set(claims),
        hint=text(en="Ids in quotation marks, between braces.", ko="번호를 따옴표로 묶어 중괄호 안에 쓴다."),
    ),
    checks.Property(
        text(en="each of them has a line into that dot", ko="모두 그 점으로 선이 이어져 있다"),
        lambda answer: answer <= set(step.premises),
        hint=text(en="A line that ends in a bar or a cross is an attack, not a premise. And S2 comes in at the other dot.", ko="막대나 가위표로 끝나는 선은 전제가 아니라 공격이다. S2는 다른 점으로 들어간다."),
    ),
    checks.Property(
        text(en="none is missing: without any one of them the step falls", ko="빠진 것이 없다. 하나라도 없으면 추론이 무너진다"),
        lambda answer: set(step.premises) <= answer,
        hint=text(en="One of them is itself a conclusion.", ko="그 가운데 하나는 그 자체가 결론이다."),
    ),
)

# %% [markdown] tags=["en"]
# ### Exercise 2. What we supplied
#
# Which of the premises that C2 needs together did the essay not say aloud? Write the ids as a set.

# %% [markdown] tags=["ko"]
# ### 연습 2. 우리가 채워 넣은 것
#
# C2가 함께 필요로 하는 전제 가운데 글이 소리 내어 말하지 않은 것은 무엇인가? 번호를 집합으로 적어 보라.

# %% exercise="tacit"
supplied = ...
### BEGIN SOLUTION
supplied = {"P10"}
### END SOLUTION

# %% check="tacit"
checks.check(
    supplied,
    checks.Property(
        text(en="it is a set of premises of that step", ko="그 추론의 전제들의 집합이다"),
        lambda answer: isinstance(answer, set) and answer <= set(step.premises),
        hint=text(en="Start from your answer to exercise 1.", ko="연습 1의 답에서 출발하라."),
    ),
    checks.Property(
        text(en="it holds all tacit ones and no others", ko="암묵적인 것은 모두 있고 다른 것은 없다"),
        lambda answer: answer == {premise for premise in step.premises if claims[premise].tacit},
        hint=text(en="How is a tacit premise drawn on the map?", ko="지도에서 암묵적 전제는 어떻게 그려져 있는가?"),
    ),
)

# %% [markdown] tags=["en"]
# ## Questions for a seminar
#
# 1. Mark each sentence of part III as D, I, P or C. Where do you hesitate, and why?
# 2. Which single box would you take away to save the essay's conclusion, and which to bring it down?
# 3. Is a premise that an author never states still the author's premise?
# 4. D18 leads on our map to an objection and not to I2. Is that fair to the essay?
# 5. What would a law have to look like for you to say that it lies outside the web?
#
# ## What this page did not show
#
# The map is a reconstruction. Other readings of the essay are possible, and drawing arrows makes an argument look more
# orderly than it was. It shows structure; it does not compute truth. Its arrows have no weights: a strong reason and a weak
# one look alike. Where the essay's two hopes attack, C2 or some later step, is a decision of ours. And no experiment in this series will decide whether scientific realism is right.

# %% [markdown] tags=["ko"]
# ## 세미나를 위한 물음
#
# 1. III장의 문장마다 D, I, P, C를 매겨 보라. 어디서 망설여지는가, 까닭은 무엇인가?
# 2. 결론을 살리려면 어느 상자 하나를 빼겠는가? 무너뜨리려면 어느 것을 빼겠는가?
# 3. 저자가 한 번도 말하지 않은 전제도 저자의 전제인가?
# 4. 우리 지도에서 D18은 I2가 아니라 반론으로 이어진다. 글에 공정한가?
# 5. 법칙이 어떤 모습이라야 그물망 밖에 있다고 말하겠는가?
#
# ## 이 페이지가 보이지 못한 것
#
# 지도는 재구성이다. 글을 달리 읽을 수도 있고, 화살표를 그으면 논증은 실제보다 가지런해 보인다. 지도는 구조를 보여 줄 뿐 참을 계산하지 않는다. 화살표에는
# 무게가 없어서 강한 이유와 약한 이유가 똑같아 보인다. 글이 꺼낸 두 희망이 C2를 겨누는지 그 뒤의 걸음을 겨누는지는 우리가 정한 것이다. 그리고 이 연작의 어떤 실험도 과학적 실재론이 옳은지를
# 판가름하지는 못한다.
