#include "judge/contracts.h"

static const struct judged_contract *const contracts[] = {&judged_algo_one, &judged_replacer};

const struct judged_contract *judged_contract_of(const struct contract *contract)
{
    for (size_t i = 0; i < sizeof contracts / sizeof *contracts; i++) {
        if (contracts[i]->contract == contract)
            return contracts[i];
    }
    return NULL;
}
